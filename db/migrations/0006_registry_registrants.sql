-- A person is one row however often she is registered; her places in programmes are rows of `registration`.
create table person (
    id uuid primary key,
    reference text not null,
    given_name_ar text,
    family_name_ar text,
    given_name_latin text,
    family_name_latin text,
    sex text not null,
    birth_date date,
    birth_year bigint,
    national_id text,
    phone text,
    second_phone text,
    email text,
    commune_code text not null,
    locality text,
    address text,
    schooling text,
    work_situation text,
    occupation text,
    marital_status text,
    participation text not null,
    disability_declared boolean,
    wg_seeing text,
    wg_hearing text,
    wg_walking text,
    wg_remembering text,
    wg_self_care text,
    wg_communicating text,
    disability_certificate text,
    dependants_children bigint,
    dependants_adults bigint,
    priority_groups text not null,
    other_programmes text not null,
    project_idea text,
    skills text,
    notes text,
    consent_on date not null,
    consent_method text,
    centre_id uuid,
    region_code text not null,
    province_code text not null,
    has_disability boolean not null,
    state text not null, -- active, withdrawn, merged
    merged_into uuid, -- the file that this one was merged into, while it is
    registered_at bigint not null,
    registered_by text not null,
    registered_by_name text not null,
    version bigint not null,
    updated_at bigint not null
);
create unique index person_reference on person (reference);
-- One national identity card is one woman: a second file for her is refused, whoever types it. A merged file keeps what it
-- said, so that the merge can be undone, beside the file that holds her now and may say the same.
create unique index person_national_id on person (national_id) where national_id is not null and state <> 'merged';
-- Both are as small as there are merges.
create index person_merged_national_id on person (national_id) where national_id is not null and state = 'merged';
create index person_merged_into on person (merged_into) where merged_into is not null;
-- Lists, searches and their orders stand on an index in memory (PersonIndex): each index here would
-- cost a page of writing at random with every registration.

create table registration (
    id uuid primary key,
    edition_id uuid not null, -- found open in the same transaction; a reference would lock its one row for all who register
    person_id uuid references person (id),
    organisation_id uuid,
    kind text not null, -- woman, man, cooperative, company
    participation text,
    has_disability boolean not null,
    region_code text not null,
    province_code text not null,
    commune_code text not null,
    centre_id uuid,
    state text not null, -- active, withdrawn, merged
    moved_from uuid, -- the file that it was made for, while another holds it because of a merge
    registered_at bigint not null,
    registered_day date not null,
    registered_by text not null,
    version bigint not null
);
create unique index registration_person on registration (person_id, edition_id) where person_id is not null;
create unique index registration_organisation on registration (organisation_id, edition_id)
    where organisation_id is not null;
-- Progress is counted from this index alone; along the time, so that registrations add to its end.
create index registration_progress on registration
    (edition_id, registered_at, region_code, province_code, kind, state, registered_day, has_disability, participation);
