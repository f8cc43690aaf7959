-- A dealer that was sent a person and never reached them stops seeing them when the lead leaves. Kept where the dealer
-- has a record of its own: a walk-in, a service visit, an imported file. The search keys go with the row.
create function customers.withdraw(node_ids uuid[], customer_ids uuid[]) returns void
language sql volatile security definer set search_path = '' as $$
  with gone as (
    delete from customers.reach r using unnest(node_ids, customer_ids) p(node_id, customer_id)
    where r.node_id = p.node_id and r.customer_id = p.customer_id
      and not exists (select from customers.link k join customers.source_record s on s.id = k.record_id
        where k.customer_id = p.customer_id and s.dealer_id = p.node_id)
    returning r.node_id, r.customer_id
  )
  update customers.finder f set keys = array(select key from unnest(f.keys) key where key <> all(g.keys))
  from (select customer_id, array_agg('n:' || node_id) as keys from gone group by customer_id) g
  where f.customer_id = g.customer_id
$$;
revoke execute on function customers.withdraw from public;
grant execute on function customers.withdraw to scope_system;
