-- id: app-varied-style
-- title: Style of communication varies from message to message
-- needs: mails, text_styles
-- category: conduct
-- cause: writing_style
-- levels: varied 0.2
-- weight: the catalogue calls it weak and has it told as a part of emp-two-writing-styles only, so that it is benign alone
--   and of the same cause: many people write one way to a recruiter and another to a friend.
-- params: side_words_min 1500
-- source: reports/003_abb983dd5eebcde6.txt L93-94; research/indicators.md app-varied-style
-- clears: the person answers for mails of both kinds in one unplanned call
-- query: main
select person, sender, ref, at, known_at, utc_offset_minutes, origin_ip, subnet, user_agent, version, sketch
from sent_styles
order by person, sender, at, ref
