-- Who decides how golden records are won and may merge also sets the thresholds, starts runs and answers what they ask.
update admin.role set permissions = (
  select array_agg(distinct p order by p) from unnest(permissions || array['customers.matching', 'customers.review', 'customers.review-read']) p)
where permissions @> array['customers.rules', 'customers.merge'];
