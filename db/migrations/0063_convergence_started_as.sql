-- With whose rights a list is gone through: of a file that its sender may not see nothing is settled by itself.
alter table programme_list add column started_as text not null default '[]'; -- JSON: the roles and scopes
