-- Lines of repair orders leave as facts, with their order's watermark: they are written and replaced with it, and 0089 notes
-- which are gone. What a car was handed over with is told by the delivery book; nobody else knows colours and options.
alter table sales.delivery add column colour text, add column options text[];
comment on column sales.delivery.options is 'Null where nobody told; empty where none was taken.';
