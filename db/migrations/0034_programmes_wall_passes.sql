-- Walls that were opened: whoever opened one may end it from her own desk before it ends by itself.
create table wall_pass (
    id uuid primary key,
    edition_id uuid not null references edition (id),
    region_code text references region (code),
    opened_at bigint not null,
    opened_by text not null,
    opened_by_name text not null,
    ends_at bigint not null,
    closed_at bigint,
    version bigint not null
);
create index wall_pass_by_opener on wall_pass (opened_by, ends_at);
