select
  toString(toMonday(day)) as "week",
  toInt64(sum(showroom_visits)) as "showroomVisits",
  toInt64(sum(phone_enquiries)) as "phoneEnquiries",
  count() as "reports"
from daily_count
where day between {from:Date} and {to:Date}
group by "week"
order by "week"
