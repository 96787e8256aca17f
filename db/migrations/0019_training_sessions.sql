-- Sessions to which selected women are convoked.
create table training_session (
    id uuid primary key,
    edition_id uuid not null references edition (id),
    region_code text not null,
    province_code text not null,
    commune_code text not null,
    centre_id uuid references centre (id),
    title_ar text not null,
    title_fr text not null,
    place_ar text,
    place_fr text,
    held_on date not null,
    starts_at text not null, -- HH:MM in Morocco
    ends_at text,
    resit_of uuid references training_session (id), -- for those who missed it
    state text not null, -- planned, cancelled
    version bigint not null
);
create index training_session_edition on training_session (edition_id, held_on, id);

create table convocation (
    id uuid primary key, -- a digest of session and registration: nobody is convoked twice
    session_id uuid not null references training_session (id),
    registration_id uuid not null references registration (id),
    person_id uuid not null references person (id),
    attendance text not null, -- expected, present, excused, absent
    convoked_at bigint not null,
    convoked_by_name text not null,
    noted_at bigint,
    noted_by_name text,
    version bigint not null
);
create index convocation_session on convocation (session_id);
create index convocation_registration on convocation (registration_id);
