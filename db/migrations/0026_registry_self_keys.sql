-- The key under which a device sent a registration: sent again, days later or with another text, it makes no second file.
create table self_key (
    digest text primary key,
    person_id uuid not null references person (id),
    registration_id uuid not null,
    reference text not null,
    text_digest text not null, -- of what was sent
    registered_at bigint not null
);
create index self_key_by_age on self_key (registered_at);
