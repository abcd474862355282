-- Appointments stand beside tickets: 1 where a row, or a list, is of appointments.

ALTER TABLE ticket_import ADD COLUMN booked BIGINT;
ALTER TABLE queue_ticket ADD COLUMN booked BIGINT;
