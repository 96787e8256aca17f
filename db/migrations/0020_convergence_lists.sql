-- Programmes of other institutions, and who of the registrants takes part in them.
create table other_programme (
    id uuid primary key,
    code text not null unique,
    name_ar text not null,
    name_fr text not null,
    name_en text,
    holder_ar text not null, -- the institution that holds it
    holder_fr text not null,
    version bigint not null
);

-- A list of one of them, as its holder handed it over.
create table programme_list (
    id uuid primary key,
    programme_id uuid not null references other_programme (id),
    year bigint not null,
    file_name text not null,
    file_digest text not null, -- the same file again is the same list
    region_code text not null, -- where it was handed over, and who may work on it; empty: the whole nation
    province_code text not null,
    centre_id uuid,
    state text not null, -- running, open, closed, failed, removed
    columns text not null,
    rows_total bigint not null,
    rows_done bigint not null,
    last_row bigint not null, -- the last row of the file that is done
    unread bigint not null, -- rows without a name or a national id
    problem text, -- slug of what stopped it
    started_at bigint not null,
    finished_at bigint,
    started_by text not null,
    started_by_name text not null,
    version bigint not null
);
create index programme_list_by_time on programme_list (started_at);
create index programme_list_file on programme_list (file_digest);

-- Rows that are, or may be, of registrants. Of nobody else is anything kept but how many there are in each place.
create table programme_list_row (
    list_id uuid not null references programme_list (id),
    row bigint not null,
    outcome text not null, -- sure, open, same, nobody
    place_code text not null,
    person_id uuid references person (id), -- the registrant; of sure and same
    likely text not null, -- JSON: the files that may be hers
    benefit text,
    progress text, -- how far her file is there, in the list's own words
    said text, -- JSON: what the row says of her, until the list is closed
    decided_by_name text,
    decided_at bigint,
    primary key (list_id, row)
);

create table programme_list_unknown (
    list_id uuid not null references programme_list (id),
    place_code text not null, -- commune or province; empty: the list does not say
    persons bigint not null,
    primary key (list_id, place_code)
);

create table participation (
    id uuid primary key, -- a digest of list and row
    person_id uuid not null references person (id), -- the file that was found; whoever holds it now has the participation
    programme_id uuid not null references other_programme (id),
    year bigint not null,
    benefit text,
    progress text,
    list_id uuid not null references programme_list (id),
    row bigint not null,
    found_by_name text not null, -- who said that it is she, or started the list
    found_at bigint not null,
    version bigint not null
);
create index participation_person on participation (person_id, programme_id);
create index participation_list on participation (list_id);
