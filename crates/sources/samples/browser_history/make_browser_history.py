"""Makes the invented browsing histories that the proof pages show. Same bytes on every run.

Run it in this folder: python3 make_browser_history.py
"""
import sqlite3
from pathlib import Path

SINCE_1601 = 11_644_473_600
FEBRUARY = 1_770_127_200  # 2026-02-03T14:00:00Z


def webkit(seconds):
    return (seconds + SINCE_1601) * 1_000_000


def write(name, script, log=False, page=512):
    connection = sqlite3.connect(":memory:")
    connection.execute(f"pragma page_size = {page}")
    connection.executescript(script)
    connection.commit()
    data = bytearray(connection.serialize())
    # The version of the library that wrote the file is no part of the example.
    data[96:100] = bytes(4)
    if log:
        data[18:20] = b"\x02\x02"
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return data


chrome = f"""
create table meta (key longvarchar not null unique primary key, value longvarchar);
create table urls(id integer primary key autoincrement, url longvarchar, title longvarchar, visit_count integer default 0 not null, typed_count integer default 0 not null, last_visit_time integer not null, hidden integer default 0 not null);
create table visits(id integer primary key autoincrement, url integer not null, visit_time integer not null, from_visit integer, transition integer default 0 not null, segment_id integer, visit_duration integer default 0 not null, originator_cache_guid text);
create table visit_source(id integer primary key, source integer not null);
create table downloads (id integer primary key, guid varchar not null, current_path longvarchar not null, target_path longvarchar not null, start_time integer not null, received_bytes integer not null, total_bytes integer not null, state integer not null, tab_url varchar not null);
create table downloads_url_chains (id integer not null, chain_index integer not null, url longvarchar not null, primary key (id, chain_index));
insert into meta values ('version', '70');
insert into urls values (1, 'https://remotedesktop.google.com/access', 'Chrome Remote Desktop', 1, 1, {webkit(FEBRUARY)}, 0);
insert into urls values (2, 'https://files.example.net/tool', 'Tool', 1, 0, {webkit(FEBRUARY + 60)}, 0);
insert into urls values (3, 'file:///C:/Users/sam/plans.pdf', '', 1, 0, {webkit(FEBRUARY + 90)}, 0);
insert into visits values (1, 1, {webkit(FEBRUARY)}, 0, 805306369, 0, 0, '');
insert into visits values (2, 2, {webkit(FEBRUARY + 60)}, 1, 805306368, 0, 0, '');
insert into visits values (3, 3, {webkit(FEBRUARY + 90)}, 0, 805306369, 0, 0, '');
insert into visits values (4, 1, {webkit(FEBRUARY + 120)}, 0, 805306369, 0, 0, 'AAAAexampleGuid==');
insert into visits values (5, 2, {webkit(FEBRUARY + 180)}, 0, 805306369, 0, 0, '');
insert into visits values (6, 1, 0, 0, 805306369, 0, 0, '');
insert into visits values (7, 99, {webkit(FEBRUARY + 240)}, 0, 805306369, 0, 0, '');
insert into visit_source values (5, 0);
insert into downloads values (1, 'g-1', 'C:\\Users\\sam\\Downloads\\tool.exe', 'C:\\Users\\sam\\Downloads\\tool.exe', {webkit(FEBRUARY + 61)}, 4096, 4096, 1, 'https://files.example.net/tool');
insert into downloads values (2, 'g-2', '', 'C:\\Users\\sam\\Downloads\\cut.zip', {webkit(FEBRUARY + 70)}, 100, 0, 2, 'https://files.example.net/tool');
insert into downloads_url_chains values (1, 0, 'https://files.example.net/get?tool');
insert into downloads_url_chains values (1, 1, 'https://cdn.example.net/tool.exe');
"""
whole = write("WS-0104/Users/sam/AppData/Local/Google/Chrome/User Data/Default/History", chrome, page=4096)

# One of 2011: downloads count seconds since 1970 and name their own address.
write("old/WS-0105/History", f"""
create table urls(id integer primary key, url longvarchar, title longvarchar, visit_count integer, typed_count integer, last_visit_time integer not null, hidden integer, favicon_id integer);
create table visits(id integer primary key, url integer not null, visit_time integer not null, from_visit integer, transition integer, segment_id integer, is_indexed boolean);
create table keyword_search_terms (keyword_id integer not null, url_id integer not null, lower_term longvarchar not null, term longvarchar not null);
create table downloads (id integer primary key, full_path longvarchar not null, url longvarchar not null, start_time integer not null, received_bytes integer not null, total_bytes integer not null, state integer not null);
insert into urls values (1, 'http://www.example.org/', '', 1, 0, 12950018985000000, 0, 0);
insert into visits values (1, 1, 12950018985000000, 0, 0, 0, 1);
insert into downloads values (1, '/home/sam/Downloads/cats.exe', 'http://www.example.org/cats.exe', 1306139730, 1132155, 1132155, 1);
""")

# Cut off in its middle, and one whose visits are a view.
Path("cut").mkdir(exist_ok=True)
Path("cut/History").write_bytes(whole[:7 * 4096 + 2_000])
write("view/History", """
create table urls(id integer primary key, url longvarchar);
create table keyword_search_terms (keyword_id integer not null);
create view visits as select 1 as id, 1 as url, 13414600800000000 as visit_time;
insert into urls values (1, 'https://www.example.org/');
""")

write("WS-0106/sam@example.com/places.sqlite", f"""
create table moz_places (id integer primary key, url longvarchar, title longvarchar, rev_host longvarchar, visit_count integer default 0, hidden integer default 0 not null, last_visit_date integer);
create table moz_historyvisits (id integer primary key, from_visit integer, place_id integer, visit_date integer, visit_type integer, session integer, source integer default 0 not null);
create table moz_anno_attributes (id integer primary key, name varchar(32) unique not null);
create table moz_annos (id integer primary key, place_id integer not null, anno_attribute_id integer, content longvarchar, flags integer default 0);
insert into moz_places values (1, 'https://www.example.org/', 'Example', 'gro.elpmaxe.www.', 1, 0, {FEBRUARY * 1_000_000});
insert into moz_places values (2, 'https://cdn.example.net/tool.exe', 'tool.exe', '', 1, 0, {FEBRUARY * 1_000_000});
insert into moz_historyvisits values (1, 0, 1, {FEBRUARY * 1_000_000 + 5}, 1, 0, 0);
insert into moz_historyvisits values (2, 1, 2, {(FEBRUARY + 9) * 1_000_000}, 7, 0, 0);
insert into moz_historyvisits values (3, 1, 2, null, 1, 0, 0);
insert into moz_anno_attributes values (1, 'downloads/metaData'), (2, 'downloads/destinationFileURI');
insert into moz_annos values (1, 2, 1, '{{"state":1}}', 0);
insert into moz_annos values (2, 2, 2, 'file:///C:/Users/sam/Downloads/tool.exe', 0);
""", log=True)
