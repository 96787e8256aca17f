create table import_run (
    id uuid primary key,
    file_name text not null,
    file_digest text not null,
    edition_id uuid not null references edition (id),
    region_code text not null, -- empty: the whole nation
    dry_run boolean not null,
    state text not null,
    columns text not null,
    rows_total bigint,
    rows_done bigint not null,
    last_row bigint not null, -- the last row of the file that is done
    registered bigint not null,
    refused bigint not null,
    duplicates bigint not null,
    problem text,
    started_at bigint not null,
    finished_at bigint,
    started_by text not null,
    started_by_name text not null,
    started_as text not null -- JSON: the roles and scopes with which it goes on after a restart
);
create index import_run_by_time on import_run (started_at);

create table import_row (
    import_id uuid not null references import_run (id),
    row bigint not null,
    outcome text not null, -- registered, refused, duplicate
    reasons text not null,
    person_id uuid, -- who was registered, or whom it is a duplicate of
    reference text,
    primary key (import_id, row)
);
