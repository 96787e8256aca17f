-- A region that closed its scoring while the edition's is open, or opened it again.
create table region_scoring (
    id uuid primary key,
    edition_id uuid not null references edition (id),
    region_code text not null references region (code),
    open boolean not null,
    changed_at bigint not null,
    changed_by_name text not null,
    version bigint not null,
    unique (edition_id, region_code)
);
