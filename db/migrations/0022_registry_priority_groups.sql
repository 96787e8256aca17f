-- Progress is cut by what registrations carry themselves: a bit for each priority group of the person, in the order of
-- PriorityGroup, and everything that is counted by stands in one index.
alter table registration add column priority_groups bigint not null default 0;
update registration set priority_groups = (select
    (case when p.priority_groups like '%"hard_work_agriculture"%' then 1 else 0 end)
    + (case when p.priority_groups like '%"hard_work_factory"%' then 2 else 0 end)
    + (case when p.priority_groups like '%"cross_border_carrier"%' then 4 else 0 end)
    + (case when p.priority_groups like '%"domestic_worker"%' then 8 else 0 end)
    + (case when p.priority_groups like '%"marginalised"%' then 16 else 0 end)
    + (case when p.priority_groups like '%"illiterate"%' then 32 else 0 end)
    + (case when p.priority_groups like '%"low_schooling"%' then 64 else 0 end)
    + (case when p.priority_groups like '%"low_income"%' then 128 else 0 end)
    + (case when p.priority_groups like '%"out_of_work"%' then 256 else 0 end)
    + (case when p.priority_groups like '%"unpaid_work"%' then 512 else 0 end)
    + (case when p.priority_groups like '%"unqualified"%' then 1024 else 0 end)
    + (case when p.priority_groups like '%"without_means"%' then 2048 else 0 end)
    + (case when p.priority_groups like '%"weak_vocational_skills"%' then 4096 else 0 end)
    + (case when p.priority_groups like '%"rural"%' then 8192 else 0 end)
    + (case when p.priority_groups like '%"peri_urban"%' then 16384 else 0 end)
    + (case when p.priority_groups like '%"single_mother"%' then 32768 else 0 end)
    from person p where p.id = registration.person_id)
    where person_id is not null;
drop index registration_progress;
create index registration_progress on registration
    (edition_id, registered_at, state, registered_day, commune_code, kind, participation, has_disability, phase, priority_groups);
