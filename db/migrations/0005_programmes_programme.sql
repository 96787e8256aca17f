create table programme (
    id uuid primary key,
    code text not null unique,
    name_ar text not null,
    name_fr text not null,
    name_en text,
    object text,
    state text not null,
    version bigint not null
);

-- A programme runs in editions, usually one for each year; registrations name the edition.
create table edition (
    id uuid primary key,
    programme_id uuid not null references programme (id),
    code text not null,
    name_ar text not null,
    name_fr text not null,
    starts_on date not null,
    ends_on date not null,
    state text not null,
    version bigint not null,
    unique (programme_id, code)
);

-- What a region (province_code is null) or a province is to reach in a year. The id is a digest of the columns that name
-- the target, so that two servers cannot make it twice.
create table target (
    id uuid primary key,
    edition_id uuid not null references edition (id),
    region_code text not null references region (code),
    province_code text references province (code),
    year bigint not null,
    measure text not null,
    value bigint not null,
    version bigint not null
);
create index target_by_edition on target (edition_id, year, region_code);
