-- What lies or lay in carts of the web shop, line by line; a line moves with its cart, so the cart's watermark is the line's.
-- `reachable`: the carmaker may write to the customer about offers. It is as of the cart's last change, or of the night.
select
  l.id, l.cart_id, c.customer_id, c.brand_id, l.code, l.name, l.kind, l.quantity, l.price_fen, l.removed_at is not null as removed, c.state,
  c.updated_at at time zone 'UTC' as touched_at, (c.began_at at time zone 'Asia/Shanghai')::date as began_on,
  exists (
    select from customers.customer k
    join consent.state s on s.customer_id = k.id and s.purpose = 'marketing' and s.recipient = 'carmaker' and s.granted
    where k.id = c.customer_id and not k.do_not_contact and not k.deceased and (k.phone is not null or k.email is not null)
  ) as reachable,
  c.fact_at at time zone 'UTC' as updated_at
from customers.cart c
join customers.cart_line l on l.cart_id = c.id
where c.fact_at >= $1::timestamptz and (c.fact_at, l.id) > ($1::timestamptz, $2::uuid)
  and (c.fact_at > $4::timestamptz or age(c.xmin) <= age($5::xid))
order by c.fact_at, l.id
limit $3
