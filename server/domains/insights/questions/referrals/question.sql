select ifNull(toString(dealer_id), '') as "dealer", ifNull(any(n.name), '') as "name", count() as "cases", countIf(source = 'referral') as "referred"
from lead left join name n on n.id = lead.dealer_id
where if({of:String} = 'leads', captured_on, if(is_delivered, assumeNotNull(delivered_on), toDate(0))) between {from:Date} and {to:Date}
group by dealer_id
order by "cases" desc, "dealer"
