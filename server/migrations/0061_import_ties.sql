-- Rows that share nothing in the file and yet turn out to be about the same known person.
alter table imports.import add column ties jsonb not null default '{}';
comment on column imports.import.ties is 'Row number -> person, found by the dry run: such rows are written in one batch, so that the run counts what the dry run counted.';
