,
  bought as (
    select customer_id, delivered_on as day, row_number() over (partition by customer_id order by delivered_at, id) as nth
    from delivery where delivered_on <= {to:Date}
  ),
  owner as (select customer_id, min(day) as since from bought group by customer_id),
  asked as (
    select assumeNotNull(customer_id) as customer_id, min(captured_on) as day
    from lead where customer_id is not null and captured_on <= {to:Date} group by customer_id
  ),
  event as (
    -- Who asks for the first time and owns no car of ours yet; a date of nobody's is 1970-01-01.
    select toStartOfMonth(a.day) as month, 'enquired' as kind
    from asked a left join owner o on o.customer_id = a.customer_id
    where o.since = toDate('1970-01-01') or o.since >= a.day
    union all
    select toStartOfMonth(day), if(nth = 1, 'first', 'again') from bought
  )
select toString(month) as "month", enquired as "enquired", won as "first", back as "again",
  toInt64(sum(won) over (order by month)) as "owners"
from (select month, countIf(kind = 'enquired') as enquired, countIf(kind = 'first') as won, countIf(kind = 'again') as back from event group by month)
order by month
