-- What an edition asks of its candidates, how they are scored, and which groups have places reserved.
create table selection_plan (
    id uuid primary key, -- the edition's
    rules text not null,
    criteria text not null,
    reserves text not null,
    scoring_open boolean not null,
    version bigint not null
);

-- Points that a scorer gave a candidate for one criterion of the sheet.
create table evaluation (
    id uuid primary key, -- a digest of registration, criterion and scorer
    registration_id uuid not null references registration (id),
    criterion text not null,
    scorer text not null,
    scorer_name text not null,
    points bigint not null,
    note text,
    scored_at bigint not null,
    version bigint not null
);
create index evaluation_registration on evaluation (registration_id, criterion);

-- A selection of one region: its inputs and its outcome are kept, so that it can be made again.
create table selection_run (
    id uuid primary key,
    edition_id uuid not null references edition (id),
    region_code text not null references region (code),
    number bigint not null, -- 1 for the first of its edition and region
    seed text not null, -- published: with the references it gives the draw
    as_of date not null, -- the day on which ages are taken
    state text not null, -- draft, confirming, confirmed, superseded, discarded
    plan text not null,
    quotas text not null,
    candidates bigint not null,
    unscored bigint not null,
    digest text not null, -- of everything that decided
    reason text,
    made_at bigint not null,
    made_by text not null,
    made_by_name text not null,
    confirmed_at bigint,
    confirmed_by text,
    confirmed_by_name text,
    version bigint not null,
    unique (edition_id, region_code, number)
);

create table selection_entry (
    run_id uuid not null references selection_run (id),
    registration_id uuid not null references registration (id),
    person_id uuid not null references person (id),
    reference text not null,
    quota text not null, -- province code, or empty where the region is one quota
    place bigint not null, -- in the ranking of the quota, from 1
    score bigint not null, -- hundredths
    complete boolean not null, -- every criterion was scored
    draw text not null, -- 16 hexadecimal digits
    reserves bigint not null, -- bit mask of the reserves to which she belongs
    seat bigint not null, -- number of the reserve, -1 open to all, -2 waiting
    held boolean not null, -- had been selected before
    is_rural boolean not null,
    has_disability boolean not null,
    age bigint,
    primary key (run_id, registration_id)
);
-- With what tells who holds a place and who is the next.
create index selection_entry_place on selection_entry (run_id, quota, place, reserves, seat);
create index selection_entry_registration on selection_entry (registration_id);

-- Who came from the waiting list to a place that had become free.
create table promotion (
    id uuid primary key,
    run_id uuid not null references selection_run (id),
    registration_id uuid not null references registration (id),
    quota text not null,
    promoted_at bigint not null,
    version bigint not null
);
create index promotion_run on promotion (run_id, quota);

create table appeal (
    id uuid primary key,
    run_id uuid not null references selection_run (id),
    registration_id uuid not null references registration (id),
    complaint text not null,
    state text not null, -- open, accepted, refused
    answer text,
    recorded_at bigint not null,
    recorded_by text not null,
    recorded_by_name text not null,
    answered_at bigint,
    answered_by_name text,
    version bigint not null
);
create index appeal_run on appeal (run_id, recorded_at);
create index appeal_registration on appeal (registration_id);

-- Many registrations moved to a phase at once, so that it can be undone at once.
create table phase_move (
    id uuid primary key,
    edition_id uuid not null references edition (id),
    region_code text not null,
    phase text not null,
    reason text,
    moved text not null, -- the registrations and where they came from
    moved_at bigint not null,
    moved_by text not null,
    moved_by_name text not null,
    undone_at bigint,
    version bigint not null
);
create index phase_move_edition on phase_move (edition_id, moved_at);
