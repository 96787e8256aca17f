-- A promotion reads whom the run gave a place, not all who stand in the ranking, and in the order of their registrations, whose
-- index it follows.
create index selection_entry_seated on selection_entry (run_id, quota, registration_id, reserves, place, seat)
    where seat > -2;
