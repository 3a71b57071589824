#!/usr/bin/env python3
"""DuckDB's side of bench/reading.sh: the same Entra sign-ins, with the same columns, into Parquet.

    bench/reading_duckdb.py signins.jsonl out.parquet 2          reads, and prints what it cost
    bench/reading_duckdb.py --compare 'ours/*.parquet' out.parquet   prints in how many rows the two differ
"""

import json
import sys
import time

import duckdb

# What bonafide keeps of a sign-in, column by column: first the table's own, then what every record carries.
COLUMNS = """
    p.createdDateTime::timestamp as happened_at, p.userPrincipalName as account, p.userId as account_id,
    case when p.status.errorCode = 0 then 'success'
         when p.status.errorCode in (50055, 50058, 50072, 50074, 50076, 50079, 50125, 50140, 65001) then 'challenge'
         else 'failure' end as result,
    nullif(p.status.failureReason, 'Other.') as reason, category as event, p.appDisplayName as app,
    p.ipAddress as ip, null::varchar as ip_chain, p.location.city as city, p.location.state as region,
    p.location.countryOrRegion as country, p.location.geoCoordinates.latitude as latitude,
    p.location.geoCoordinates.longitude as longitude, p.autonomousSystemNumber as as_number,
    null::varchar as as_org, null::boolean as is_proxy, null::varchar as vpn_operator,
    p.deviceDetail.deviceId as device_id, p.deviceDetail.displayName as device_name,
    p.deviceDetail.isManaged as managed, p.deviceDetail.operatingSystem as os, p.deviceDetail.browser as browser,
    p.userAgent as user_agent, p.sessionId as session_id, null::varchar as client_hash,
    p.isInteractive as interactive, nullif(p.riskLevelDuringSignIn, 'none') as risk,
    nullif(array_to_string(p.riskEventTypes_v2, ';'), '') as behaviors, 'entra' as product,
    ('0x' || substr(sha256('signins' || chr(1) || p.id), 1, 16))::ubigint as ref,
    p.createdDateTime::timestamp as "at", p.createdDateTime::timestamp as known_at,
    'entra_signin' as file_kind, $file as file, $sha256 as sha256, row_number() over () as line,
    null::bigint as record, null::varchar as message_id
"""
# What can be compared row by row: not `ref`, which is signed in ours.
SAME = """happened_at, account, account_id, result, reason, event, app, ip, city, region, country, latitude,
    longitude, as_number, device_id, device_name, managed, os, browser, user_agent, session_id, interactive, risk,
    behaviors, product, "at", known_at, file_kind, line"""


def read(file, out, threads):
    connection = duckdb.connect()
    connection.execute(f"set threads = {int(threads)}")
    begun = time.monotonic()
    columns = COLUMNS.replace("$file", f"'{file.split('/')[-1]}'").replace("$sha256", f"'{'0' * 64}'")
    connection.execute(f"""
        copy (select {columns} from (select category, properties as p
            from read_json('{file}', format = 'newline_delimited')))
        to '{out}' (format parquet, compression zstd, compression_level 1)""")
    seconds = time.monotonic() - begun
    count = connection.execute(f"select count(*) from '{out}'").fetchone()[0]
    print(json.dumps({"seconds": seconds, "records": count, "version": duckdb.__version__}))


def compare(ours, theirs):
    connection = duckdb.connect()
    count = f"""select count(*) from
        ((select {SAME} from read_parquet('{ours}') except all select {SAME} from '{theirs}')
         union all (select {SAME} from '{theirs}' except all select {SAME} from read_parquet('{ours}')))"""
    print(connection.execute(count).fetchone()[0])


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--compare":
        compare(sys.argv[2], sys.argv[3])
    elif len(sys.argv) == 4:
        read(*sys.argv[1:])
    else:
        sys.exit(__doc__)
