-- The territory for reports in SQL; the program itself reads its embedded tables. Filled at every start from the same
-- data; codes are never removed, because records name them.
create table region (
    code text primary key,
    name_ar text not null,
    name_fr text not null,
    name_zgh text not null,
    reference_prefix text not null unique,
    population bigint not null,
    population_women bigint not null
);

create table province (
    code text primary key,
    region_code text not null references region (code),
    name_ar text not null,
    name_fr text not null,
    type text not null,
    population bigint not null,
    population_women bigint not null
);

-- Communes, and arrondissements with the city they belong to.
create table commune (
    code text primary key,
    province_code text not null references province (code),
    region_code text not null references region (code),
    parent_code text references commune (code),
    name_ar text not null,
    name_fr text not null,
    type text not null,
    population bigint not null,
    population_women bigint
);
create index commune_by_province on commune (province_code);

-- Which data the three tables hold: one line.
create table territory_data (
    id bigint primary key check (id = 1),
    digest text not null
);

-- Douars and quarters as they were typed, for suggestions.
create table locality (
    commune_code text not null,
    folded text not null,
    name text not null,
    times bigint not null,
    primary key (commune_code, folded)
);
