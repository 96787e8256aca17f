-- How the list of an import is laid out, and what of it is not read.
alter table import_run add column first_row text; -- headings or person; null: nobody has said
alter table import_run add column sheets text not null default '[]'; -- that are read; JSON
alter table import_run add column unread_sheets text not null default '[]'; -- JSON
alter table import_run add column skipped_rows bigint not null default 0; -- above the headings
update import_run set first_row = 'headings' where state <> 'needs_mapping';
