-- Papers stand in the database, so that a paper and its file are committed, backed up and restored together.
create table attachment (
    id uuid primary key,
    person_id uuid not null references person (id),
    kind text not null, -- national_id, photo, diploma, disability_card, other
    file_name text not null,
    content_type text not null,
    size bigint not null, -- bytes
    created_at bigint not null,
    created_by text not null,
    created_by_name text not null,
    content text not null -- base64
);
create index attachment_person on attachment (person_id, created_at);
