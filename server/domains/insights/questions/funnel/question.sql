,
  -- A step and the one before it that this lead took: who walks in without a call has no call to wait after.
  step as (
    select e.1 as place, e.2 as step, e.3 as at, e.4 as since
    from (
      select toNullable(captured_at) as arrived, if(is_dispatched, dispatched_at, null) as sent,
        if(ifNull(first_feedback_at <= {as_of:DateTime64(3, 'UTC')}, false), first_feedback_at, null) as answered,
        if(is_visited, visited_at, null) as came, if(is_test_driven, test_driven_at, null) as drove,
        if(is_ordered, ordered_at, null) as bought, if(is_delivered, delivered_at, null) as got
      from taken
    )
    array join [
      (0, 'leads', arrived, null), (1, 'dispatched', sent, arrived), (2, 'contacted', answered, coalesce(sent, arrived)),
      (3, 'visits', came, coalesce(answered, sent, arrived)), (4, 'test-drives', drove, coalesce(came, answered, sent, arrived)),
      (5, 'orders', bought, coalesce(drove, came, answered, sent, arrived)),
      (6, 'deliveries', got, coalesce(bought, drove, came, answered, sent, arrived))
    ] as e
  )
select step as "step", countIf(at is not null) as "leads",
  if(countIf(days >= 0) > 0, quantileExactInclusiveIf(0.5)(assumeNotNull(days), days is not null), null) as "medianDays",
  if(countIf(days >= 0) > 0, quantileExactInclusiveIf(0.9)(assumeNotNull(days), days is not null), null) as "slowDays"
from (select place, step, at, if(isNull(since) or isNull(at), null, greatest(0, dateDiff('second', since, at)) / 86400) as days from step)
group by place, step
order by place
