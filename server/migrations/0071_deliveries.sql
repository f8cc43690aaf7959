-- Books bring deliveries by the thousand: a VIN is delivered once, and taking back a car or a person asks who was delivered it.
create index delivery_vehicle on sales.delivery (vehicle_id);
create index delivery_customer on sales.delivery (customer_id);
