-- What the app says to a customer whose new unit is online.
ALTER TABLE template ADD COLUMN welcome_text TEXT COLLATE "C";
