-- id: emp-two-writing-styles
-- title: Two writing styles in one mailbox
-- needs: mails, text_styles
-- category: conduct
-- cause: writing_style
-- levels: split 1, lined_up 2, far_apart 4, one_desk -1
-- weight: the catalogue calls it weak (1 to 2 bits), strong (4 to 6) where it lines up with a device or a line. At
--   most one in a hundred mailboxes of one known writer is called two; from `excess_far` on that holds also where
--   the writer's occasions differ (bench/authorship.sh). Two styles from one desk are what a drafting
--   program or a change of tone leaves; that takes its one bit back.
-- params: side_words_min 1500, excess_far 0.04, goes_with 0.4, apart_from 0.2
-- source: reports/003_abb983dd5eebcde6.txt L69-71; research/indicators.md emp-two-writing-styles; research/cases.md C03
-- clears: the person answers for mails of both kinds in one unplanned call
-- query: main
select person, sender, ref, at, known_at, utc_offset_minutes, origin_ip, subnet, user_agent, version, sketch
from sent_styles
where from_own
order by person, sender, at, ref
