-- Two files that may be of one person, and what was decided. Whatever was decided stays, so that nobody is asked twice.
create table duplicate_pair (
    id uuid primary key,
    person_a uuid not null references person (id),
    person_b uuid not null references person (id), -- the larger id of the two
    probability double precision not null,
    cluster uuid not null, -- the lowest id of the files that are likely of the same person
    state text not null, -- open, same, different
    found_in text not null, -- dedupe, entry, import
    found_at bigint not null,
    decided_at bigint,
    decided_by text,
    decided_by_name text,
    decided_in text, -- review, bulk: only what a person looked at measures the threshold for bulk
    reason text,
    version bigint not null,
    unique (person_a, person_b)
);
create index duplicate_pair_queue on duplicate_pair (state, probability, id);
create index duplicate_pair_b on duplicate_pair (person_b);
create index duplicate_pair_cluster on duplicate_pair (cluster);

-- One file taken into another, with what undoing it needs.
create table person_merge (
    id uuid primary key,
    kept uuid not null references person (id),
    merged uuid not null references person (id),
    taken text not null, -- names of the fields taken from the merged file
    kept_version bigint not null, -- of the kept file after the merge: the order of its merges
    kept_before text not null, -- its fields
    kept_after text not null,
    merged_state text not null, -- of the merged file before
    moved_registrations text not null,
    merged_registrations text not null, -- of editions that the kept file already held
    moved_attachments text not null,
    reason text,
    merged_at bigint not null,
    merged_by text not null,
    merged_by_name text not null,
    undone_at bigint,
    undone_by text,
    undone_by_name text,
    undo_reason text,
    version bigint not null
);
create index person_merge_kept on person_merge (kept);
create index person_merge_merged on person_merge (merged);

-- The file that a paper was added to, while another holds it because of a merge.
alter table attachment add column moved_from uuid;

-- Searches of the whole register for duplicates.
create table dedupe_run (
    id uuid primary key,
    started_at bigint not null,
    started_by text not null,
    started_by_name text not null,
    heard_at bigint not null, -- the last sign of life of whoever runs it
    running bigint unique, -- 1, else null: one at a time
    finished_at bigint,
    records bigint not null,
    pairs bigint not null, -- found this time
    opened bigint not null, -- that nobody had found before
    closed bigint not null, -- that nobody decided and that were not found again
    problem text -- slug of what stopped it
);
create index dedupe_run_by_time on dedupe_run (started_at);

-- What the last of them learnt of the register, for whoever compares a few files.
create table linkage_experience (
    only_row bigint primary key check (only_row = 1),
    version bigint not null, -- one more with each learning
    learnt_at bigint not null,
    content text not null -- base64 of a snapshot, which carries its format and a checksum
);
