-- Version 1. Nothing here names a person: source paths and the pseudonym key live outside the workspace.
CREATE TABLE workspace (
  id TEXT PRIMARY KEY,           -- UUID, names the private folder in the user's data folder
  created TEXT NOT NULL,
  key_check TEXT                 -- first 16 hex digits of SHA-256 of the pseudonym key, once there is one
);
CREATE TABLE datasets (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created TEXT NOT NULL
);
CREATE TABLE patients (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE      -- pseudonym
);
CREATE TABLE studies (
  id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  UNIQUE (patient_id, name)
);
CREATE TABLE series (
  id INTEGER PRIMARY KEY AUTOINCREMENT,   -- an id is never used twice: run folders and windows may remember it
  dataset_id INTEGER NOT NULL REFERENCES datasets(id) ON DELETE CASCADE,
  study_id INTEGER NOT NULL REFERENCES studies(id),
  case_name TEXT NOT NULL,
  modality TEXT NOT NULL,
  format TEXT NOT NULL,
  size_x INTEGER NOT NULL, size_y INTEGER NOT NULL, size_z INTEGER NOT NULL,
  channels INTEGER NOT NULL,
  stored_type TEXT NOT NULL,
  world_from_voxel TEXT NOT NULL,         -- JSON, 16 numbers by rows
  spacing_x REAL NOT NULL, spacing_y REAL NOT NULL, spacing_z REAL NOT NULL,
  statistics TEXT NOT NULL,               -- JSON
  voxels_hash TEXT NOT NULL,
  attributes TEXT NOT NULL                -- JSON object of texts
);
CREATE INDEX series_by_case ON series(dataset_id, case_name);
CREATE INDEX series_by_study ON series(study_id);
CREATE INDEX series_by_hash ON series(voxels_hash);
CREATE TABLE labels (
  id INTEGER PRIMARY KEY,
  series_id INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  voxels_hash TEXT NOT NULL,
  names TEXT NOT NULL,                    -- JSON: number -> name
  voxels TEXT NOT NULL                    -- JSON: number -> count
);
CREATE INDEX labels_by_series ON labels(series_id);
CREATE TABLE files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id INTEGER NOT NULL REFERENCES datasets(id) ON DELETE CASCADE,
  series_id INTEGER REFERENCES series(id) ON DELETE CASCADE,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),   -- imported, skipped, quarantined
  reason TEXT NOT NULL,
  content_hash TEXT NOT NULL
);
CREATE INDEX files_by_state ON files(dataset_id, state);
CREATE INDEX files_by_series ON files(series_id);
CREATE TABLE series_files (
  series_id INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  PRIMARY KEY (series_id, position)
) WITHOUT ROWID;
CREATE INDEX series_files_by_file ON series_files(file_id);
CREATE TABLE label_files (
  label_id INTEGER NOT NULL REFERENCES labels(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  PRIMARY KEY (label_id, position)
) WITHOUT ROWID;
CREATE INDEX label_files_by_file ON label_files(file_id);
CREATE TABLE splits (
  id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES datasets(id) ON DELETE CASCADE,
  seed TEXT NOT NULL,                     -- unsigned 64 bits do not fit an SQLite integer
  created TEXT NOT NULL
);
CREATE INDEX splits_by_dataset ON splits(dataset_id, id);
CREATE TABLE split_cases (
  split_id INTEGER NOT NULL REFERENCES splits(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  case_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('train', 'val', 'test', 'labelled')),
  PRIMARY KEY (split_id, role, position)
) WITHOUT ROWID;
CREATE INDEX split_cases_by_name ON split_cases(split_id, case_name, role);
CREATE VIEW current_splits AS SELECT dataset_id, max(id) AS id FROM splits GROUP BY dataset_id;
-- Mirrors of the run folders; made anew from them at any time.
CREATE TABLE runs (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL, task TEXT NOT NULL, method TEXT NOT NULL, arch TEXT NOT NULL, state TEXT NOT NULL,
  parent TEXT NOT NULL, created TEXT NOT NULL,
  step INTEGER NOT NULL, steps INTEGER NOT NULL, parameters INTEGER NOT NULL, seconds REAL NOT NULL,
  settings TEXT NOT NULL                  -- JSON
) WITHOUT ROWID;
CREATE TABLE metrics (
  run TEXT NOT NULL REFERENCES runs(name) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value REAL,                             -- NULL: not finite
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE TABLE checkpoints (
  run TEXT NOT NULL REFERENCES runs(name) ON DELETE CASCADE,
  path TEXT NOT NULL,                     -- relative to the run folder
  step INTEGER NOT NULL,
  best INTEGER NOT NULL,
  PRIMARY KEY (run, path)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE series_text USING fts5(case_name, patient, modality, format, labels, prefix = '1 2 3');
CREATE TRIGGER series_text_delete AFTER DELETE ON series BEGIN
  DELETE FROM series_text WHERE rowid = old.id;
END;
