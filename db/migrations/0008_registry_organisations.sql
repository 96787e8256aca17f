create table organisation (
    id uuid primary key,
    reference text not null,
    kind text not null, -- cooperative, company
    name_ar text,
    name_latin text,
    legal_state text not null, -- forming, registered
    registration_number text,
    ice text,
    founded_on date,
    activity text,
    phone text,
    email text,
    commune_code text not null,
    locality text,
    address text,
    members_total bigint,
    members_women bigint,
    members text not null,
    notes text,
    consent_on date not null,
    centre_id uuid,
    region_code text not null,
    province_code text not null,
    state text not null,
    registered_at bigint not null,
    registered_by text not null,
    registered_by_name text not null,
    version bigint not null,
    updated_at bigint not null,
    sort_name text not null,
    search_name text not null -- every name, folded
);
create unique index organisation_reference on organisation (reference);
create unique index organisation_ice on organisation (ice) where ice is not null;
create index organisation_by_name on organisation (region_code, sort_name, id);
create index organisation_by_time on organisation (registered_at, id);

-- Which members have a file of their own.
create table organisation_person (
    organisation_id uuid not null references organisation (id),
    person_id uuid not null references person (id),
    role text not null,
    primary key (organisation_id, person_id)
);
create index organisation_person_person on organisation_person (person_id);
