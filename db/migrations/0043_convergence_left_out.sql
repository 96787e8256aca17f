-- What could not be read in the rows of a list of others, so that who handed it over can mend it.
alter table programme_list add column left_out text not null default '[]'; -- JSON: row, field, code
