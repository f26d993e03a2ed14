-- Version 2: what a million series are browsed by, what a person says of them, and the way back.
ALTER TABLE series ADD COLUMN rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5);  -- 0: not rated

-- Facets: 0 modality, 1 scanner, 2 site, 3 body part, 4 spacing, 5 rating, 6 labelled, 7 split, 8 tag. '' is "not known".
CREATE TABLE facet_values (
  id INTEGER PRIMARY KEY,
  facet INTEGER NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (facet, value)
);
INSERT INTO facet_values (facet, value) VALUES
  (5, ''), (5, '1'), (5, '2'), (5, '3'), (5, '4'), (5, '5'),
  (6, 'no'), (6, 'yes'),
  (7, 'none'), (7, 'train'), (7, 'val'), (7, 'test');

CREATE TABLE series_tags (
  series_id INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  tag INTEGER NOT NULL REFERENCES facet_values(id),
  PRIMARY KEY (series_id, tag)
) WITHOUT ROWID;
CREATE INDEX series_by_tag ON series_tags(tag, series_id);

-- The facets of each series as texts: the one place that says where they come from.
CREATE VIEW browse_source AS
  SELECT s.id AS id, s.dataset_id AS dataset, st.patient_id AS patient, s.case_name AS case_name,
         s.modality AS modality,
         trim(coalesce(json_extract(a.json, '$.scanner'), json_extract(a.json, '$.model'), '')) AS scanner,
         trim(coalesce(json_extract(a.json, '$.site'), json_extract(a.json, '$.center'),
                       json_extract(a.json, '$.institution'), '')) AS site,
         lower(trim(coalesce(json_extract(a.json, '$.body_part'), ''))) AS body_part,
         CASE WHEN x.coarsest <= 1.0005 THEN '0-1 mm' WHEN x.coarsest <= 2.001 THEN '1-2 mm'
              WHEN x.coarsest <= 4.002 THEN '2-4 mm' ELSE 'over 4 mm' END AS spacing,
         CASE s.rating WHEN 0 THEN '' ELSE CAST(s.rating AS TEXT) END AS rating,
         CASE WHEN EXISTS (SELECT 1 FROM labels l WHERE l.series_id = s.id) THEN 'yes' ELSE 'no' END AS labelled,
         coalesce((SELECT sc.role FROM split_cases sc
                   WHERE sc.split_id = (SELECT max(id) FROM splits WHERE dataset_id = s.dataset_id)
                     AND sc.case_name = s.case_name AND sc.role <> 'labelled'), 'none') AS split
  FROM series s
  JOIN studies st ON st.id = s.study_id
  JOIN (SELECT id, CASE WHEN json_valid(attributes) THEN attributes ELSE '{}' END AS json FROM series) a ON a.id = s.id
  JOIN (SELECT id, CASE WHEN size_z > 1 THEN max(spacing_x, spacing_y, spacing_z)
                        ELSE max(spacing_x, spacing_y) END AS coarsest FROM series) x ON x.id = s.id;

-- One narrow row a series: ordered, filtered and counted without touching the wide ones.
CREATE TABLE browse (
  id INTEGER PRIMARY KEY REFERENCES series(id) ON DELETE CASCADE,
  dataset INTEGER NOT NULL,
  patient INTEGER NOT NULL,
  case_name TEXT NOT NULL COLLATE NOCASE,
  modality INTEGER NOT NULL, scanner INTEGER NOT NULL, site INTEGER NOT NULL, body_part INTEGER NOT NULL,
  spacing INTEGER NOT NULL, rating INTEGER NOT NULL, labelled INTEGER NOT NULL, split INTEGER NOT NULL
);
INSERT OR IGNORE INTO facet_values (facet, value)
  SELECT 0, modality FROM browse_source UNION SELECT 1, scanner FROM browse_source
  UNION SELECT 2, site FROM browse_source UNION SELECT 3, body_part FROM browse_source
  UNION SELECT 4, spacing FROM browse_source;
INSERT INTO browse
  SELECT id, dataset, patient, case_name,
         (SELECT id FROM facet_values WHERE facet = 0 AND value = b.modality),
         (SELECT id FROM facet_values WHERE facet = 1 AND value = b.scanner),
         (SELECT id FROM facet_values WHERE facet = 2 AND value = b.site),
         (SELECT id FROM facet_values WHERE facet = 3 AND value = b.body_part),
         (SELECT id FROM facet_values WHERE facet = 4 AND value = b.spacing),
         (SELECT id FROM facet_values WHERE facet = 5 AND value = b.rating),
         (SELECT id FROM facet_values WHERE facet = 6 AND value = b.labelled),
         (SELECT id FROM facet_values WHERE facet = 7 AND value = b.split)
  FROM browse_source b;
-- Covering: a walk in the order of the table reads nothing else.
CREATE INDEX browse_by_case ON browse(case_name, id, dataset, modality, scanner, site, body_part, spacing, rating,
                                      labelled, split);
CREATE INDEX browse_by_dataset ON browse(dataset, case_name, id, modality, scanner, site, body_part, spacing, rating,
                                         labelled, split);
CREATE INDEX browse_by_patient ON browse(patient);
CREATE INDEX browse_by_modality ON browse(modality);
CREATE INDEX browse_by_scanner ON browse(scanner);
CREATE INDEX browse_by_site ON browse(site);
CREATE INDEX browse_by_body_part ON browse(body_part);
CREATE INDEX browse_by_spacing ON browse(spacing);
CREATE INDEX browse_by_rating ON browse(rating);
CREATE INDEX browse_by_labelled ON browse(labelled);
CREATE INDEX browse_by_split ON browse(split);

-- Counts kept up to date by the triggers below; a value that no series has any more stays at 0.
CREATE TABLE facet_counts (
  dataset INTEGER NOT NULL,
  value INTEGER NOT NULL,
  series INTEGER NOT NULL,
  PRIMARY KEY (dataset, value)
) WITHOUT ROWID;
INSERT INTO facet_counts SELECT dataset, value, count(*) FROM (
    SELECT dataset, modality AS value FROM browse UNION ALL SELECT dataset, scanner FROM browse
    UNION ALL SELECT dataset, site FROM browse UNION ALL SELECT dataset, body_part FROM browse
    UNION ALL SELECT dataset, spacing FROM browse UNION ALL SELECT dataset, rating FROM browse
    UNION ALL SELECT dataset, labelled FROM browse UNION ALL SELECT dataset, split FROM browse)
  GROUP BY dataset, value;
CREATE TABLE dataset_patients (
  dataset INTEGER NOT NULL,
  patient INTEGER NOT NULL,
  series INTEGER NOT NULL,
  PRIMARY KEY (dataset, patient)
) WITHOUT ROWID;
INSERT INTO dataset_patients SELECT dataset, patient, count(*) FROM browse GROUP BY dataset, patient;

CREATE TRIGGER browse_added AFTER INSERT ON browse BEGIN
  INSERT INTO facet_counts VALUES
    (new.dataset, new.modality, 1), (new.dataset, new.scanner, 1), (new.dataset, new.site, 1),
    (new.dataset, new.body_part, 1), (new.dataset, new.spacing, 1), (new.dataset, new.rating, 1),
    (new.dataset, new.labelled, 1), (new.dataset, new.split, 1)
    ON CONFLICT (dataset, value) DO UPDATE SET series = series + 1;
  INSERT INTO dataset_patients VALUES (new.dataset, new.patient, 1)
    ON CONFLICT (dataset, patient) DO UPDATE SET series = series + 1;
END;
CREATE TRIGGER browse_removed AFTER DELETE ON browse BEGIN
  UPDATE facet_counts SET series = series - 1 WHERE dataset = old.dataset AND value IN
    (old.modality, old.scanner, old.site, old.body_part, old.spacing, old.rating, old.labelled, old.split);
  UPDATE dataset_patients SET series = series - 1 WHERE dataset = old.dataset AND patient = old.patient;
  DELETE FROM dataset_patients WHERE dataset = old.dataset AND patient = old.patient AND series <= 0;
END;
CREATE TRIGGER browse_changed AFTER UPDATE ON browse BEGIN
  UPDATE facet_counts SET series = series - 1 WHERE dataset = old.dataset AND value IN
    (old.modality, old.scanner, old.site, old.body_part, old.spacing, old.rating, old.labelled, old.split);
  INSERT INTO facet_counts VALUES
    (new.dataset, new.modality, 1), (new.dataset, new.scanner, 1), (new.dataset, new.site, 1),
    (new.dataset, new.body_part, 1), (new.dataset, new.spacing, 1), (new.dataset, new.rating, 1),
    (new.dataset, new.labelled, 1), (new.dataset, new.split, 1)
    ON CONFLICT (dataset, value) DO UPDATE SET series = series + 1;
END;

-- INSERT INTO browse_refresh (id) makes the narrow row of a series anew.
CREATE VIEW browse_refresh AS SELECT id FROM browse;
CREATE TRIGGER browse_refreshed INSTEAD OF INSERT ON browse_refresh BEGIN
  INSERT OR IGNORE INTO facet_values (facet, value)
    SELECT 0, modality FROM browse_source WHERE id = new.id
    UNION ALL SELECT 1, scanner FROM browse_source WHERE id = new.id
    UNION ALL SELECT 2, site FROM browse_source WHERE id = new.id
    UNION ALL SELECT 3, body_part FROM browse_source WHERE id = new.id
    UNION ALL SELECT 4, spacing FROM browse_source WHERE id = new.id;
  INSERT INTO browse
    SELECT id, dataset, patient, case_name,
           (SELECT id FROM facet_values WHERE facet = 0 AND value = b.modality),
           (SELECT id FROM facet_values WHERE facet = 1 AND value = b.scanner),
           (SELECT id FROM facet_values WHERE facet = 2 AND value = b.site),
           (SELECT id FROM facet_values WHERE facet = 3 AND value = b.body_part),
           (SELECT id FROM facet_values WHERE facet = 4 AND value = b.spacing),
           (SELECT id FROM facet_values WHERE facet = 5 AND value = b.rating),
           (SELECT id FROM facet_values WHERE facet = 6 AND value = b.labelled),
           (SELECT id FROM facet_values WHERE facet = 7 AND value = b.split)
    FROM browse_source b WHERE b.id = new.id
    ON CONFLICT (id) DO UPDATE SET
      dataset = excluded.dataset, patient = excluded.patient, case_name = excluded.case_name,
      modality = excluded.modality, scanner = excluded.scanner, site = excluded.site, body_part = excluded.body_part,
      spacing = excluded.spacing, rating = excluded.rating, labelled = excluded.labelled, split = excluded.split;
END;
CREATE TRIGGER series_browsed AFTER INSERT ON series BEGIN
  INSERT INTO browse_refresh (id) VALUES (new.id);
END;
CREATE TRIGGER series_edited AFTER UPDATE OF modality, attributes, rating ON series BEGIN
  INSERT INTO browse_refresh (id) VALUES (new.id);
END;
CREATE TRIGGER labels_added AFTER INSERT ON labels BEGIN
  UPDATE browse SET labelled = (SELECT id FROM facet_values WHERE facet = 6 AND value = 'yes')
    WHERE id = new.series_id AND labelled <> (SELECT id FROM facet_values WHERE facet = 6 AND value = 'yes');
END;
CREATE TRIGGER labels_removed AFTER DELETE ON labels BEGIN
  UPDATE browse SET labelled = (SELECT id FROM facet_values WHERE facet = 6 AND value = 'no')
    WHERE id = old.series_id AND NOT EXISTS (SELECT 1 FROM labels l WHERE l.series_id = old.series_id);
END;

-- What a person changed, in order: undone from the end, redone from there.
CREATE TABLE edits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created TEXT NOT NULL,
  what TEXT NOT NULL,                     -- for a person
  undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE edit_changes (
  edit_id INTEGER NOT NULL REFERENCES edits(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),   -- tag, rating, column, label map
  target INTEGER NOT NULL,                -- series or label map
  name TEXT NOT NULL,                     -- of the tag or column
  before TEXT,                            -- NULL: was not there
  after TEXT,
  PRIMARY KEY (edit_id, position)
) WITHOUT ROWID;

CREATE TABLE saved_queries (
  name TEXT PRIMARY KEY,
  query TEXT NOT NULL,                    -- JSON
  created TEXT NOT NULL
) WITHOUT ROWID;

-- 64 bits that stay alike where the picture does; NULL: nothing to see in it.
CREATE TABLE series_hashes (
  series_id INTEGER PRIMARY KEY REFERENCES series(id) ON DELETE CASCADE,
  method INTEGER NOT NULL,                -- version of the method
  hash INTEGER
);
