-- Whether women may register themselves into an edition, and which papers it asks of them; none: they may not.
create table self_setting (
    edition_id uuid primary key,
    open boolean not null,
    wanted_papers text not null, -- codes of attachment kinds
    version bigint not null
);

-- The privacy notice as it was shown: a consent names its version.
create table self_notice (
    version text primary key,
    language text not null,
    content text not null, -- JSON
    first_used_at bigint not null
);

-- What a woman who registered herself agreed to and said beside her file.
create table self_entry (
    id uuid primary key,
    person_id uuid not null references person (id),
    registration_id uuid not null,
    notice_version text not null,
    language text not null,
    agreed_at bigint not null,
    claimed_national_id text, -- the one she gave, where another file holds it: who reviews the pair sees it
    version bigint not null
);
create unique index self_entry_person on self_entry (person_id);

-- Receipts that were opened by their link, which works once.
create table self_receipt_opened (
    registration_id uuid primary key,
    opened_at bigint not null
);

-- Solutions of challenges that were used; each counts once.
create table self_proof_used (
    digest text primary key,
    expires_at bigint not null
);
create index self_proof_used_by_age on self_proof_used (expires_at);

-- Registrations of one address or phone in a stretch of time; the subject is a digest.
create table self_limit (
    subject text primary key,
    began_at bigint not null,
    count bigint not null
);
create index self_limit_by_age on self_limit (began_at);

-- Who withdrew herself, and may take it back for a while.
create table self_withdrawal (
    person_id uuid primary key references person (id),
    person_version bigint not null, -- of her file after it
    withdrawn_at bigint not null
);
