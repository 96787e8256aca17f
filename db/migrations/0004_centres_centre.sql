-- Social centres, multi-purpose spaces, listening and training centres: the minimum that registration and scopes need.
create table centre (
    id uuid primary key,
    code text not null unique,
    name_ar text not null,
    name_fr text not null,
    kind text not null,
    commune_code text not null references commune (code),
    province_code text not null,
    region_code text not null,
    phone text,
    state text not null,
    version bigint not null
);
create index centre_by_place on centre (region_code, province_code);
