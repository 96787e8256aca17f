-- Whoever of a list stands otherwise than it put her now: she got no place and does not wait, or has one and waits. They are few,
-- so how many wait before a woman is her rank without those: none of the thousands is looked at.
alter table selection_entry add column strays boolean not null default false;
update selection_entry set strays = true
    where exists (select 1 from selection_run n where n.id = selection_entry.run_id and n.state in ('confirming', 'confirmed'))
    and exists (select 1 from registration r where r.id = selection_entry.registration_id
    and (r.state = 'active' and r.phase = 'waiting') <> (selection_entry.seat = -2));
create index selection_entry_strays on selection_entry (run_id, quota, place, seat) where strays;

create trigger registration_strays after update of phase, state on registration
    when new.phase <> old.phase or new.state <> old.state
begin
    update selection_entry set strays = not strays
        where registration_id = new.id
        and strays <> ((new.state = 'active' and new.phase = 'waiting') <> (seat = -2))
        and exists (select 1 from selection_run n where n.id = run_id and n.state in ('draft', 'confirming', 'confirmed'));
end;
