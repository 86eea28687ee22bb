-- The service matrix as SQL would hold it: cells, marks, one person, and the answer for one service. Read from standard
-- input by `sqlite3 :memory:`, as naze reads its rules: nothing is kept from run to run.
CREATE TABLE cell(service TEXT, level INTEGER, mark TEXT, PRIMARY KEY(service, level)) WITHOUT ROWID;
INSERT INTO cell VALUES
('居宅介護',-1,'○'),('居宅介護',0,'×'),('居宅介護',1,'○'),('居宅介護',2,'○'),('居宅介護',3,'○'),('居宅介護',4,'○'),('居宅介護',5,'○'),('居宅介護',6,'○'),
('重度訪問介護',-1,'★'),('重度訪問介護',0,'×'),('重度訪問介護',1,'×'),('重度訪問介護',2,'×'),('重度訪問介護',3,'×'),('重度訪問介護',4,'★'),('重度訪問介護',5,'★'),('重度訪問介護',6,'★'),
('同行援護',-1,'◆'),('同行援護',0,'◆'),('同行援護',1,'◆'),('同行援護',2,'◆'),('同行援護',3,'◆'),('同行援護',4,'◆'),('同行援護',5,'◆'),('同行援護',6,'◆'),
('行動援護',-1,'◇'),('行動援護',0,'×'),('行動援護',1,'×'),('行動援護',2,'×'),('行動援護',3,'◇'),('行動援護',4,'◇'),('行動援護',5,'◇'),('行動援護',6,'◇'),
('重度障害者等包括支援',-1,'◎'),('重度障害者等包括支援',0,'×'),('重度障害者等包括支援',1,'×'),('重度障害者等包括支援',2,'×'),('重度障害者等包括支援',3,'×'),('重度障害者等包括支援',4,'×'),('重度障害者等包括支援',5,'×'),('重度障害者等包括支援',6,'◎'),
('短期入所',-1,'○'),('短期入所',0,'×'),('短期入所',1,'○'),('短期入所',2,'○'),('短期入所',3,'○'),('短期入所',4,'○'),('短期入所',5,'○'),('短期入所',6,'○'),
('療養介護',-1,'●▲'),('療養介護',0,'×'),('療養介護',1,'×'),('療養介護',2,'×'),('療養介護',3,'×'),('療養介護',4,'×'),('療養介護',5,'●'),('療養介護',6,'▲'),
('生活介護・通所',-1,'○'),('生活介護・通所',0,'×'),('生活介護・通所',1,'×'),('生活介護・通所',2,'■'),('生活介護・通所',3,'○'),('生活介護・通所',4,'○'),('生活介護・通所',5,'○'),('生活介護・通所',6,'○'),
('生活介護・入所',-1,'○'),('生活介護・入所',0,'×'),('生活介護・入所',1,'×'),('生活介護・入所',2,'×'),('生活介護・入所',3,'■'),('生活介護・入所',4,'○'),('生活介護・入所',5,'○'),('生活介護・入所',6,'○'),
('施設入所支援',-1,'○'),('施設入所支援',0,'×'),('施設入所支援',1,'×'),('施設入所支援',2,'×'),('施設入所支援',3,'■'),('施設入所支援',4,'○'),('施設入所支援',5,'○'),('施設入所支援',6,'○');
CREATE TABLE person(born TEXT, level INTEGER, limbs INTEGER, walk TEXT, transfer TEXT, urinate TEXT, defecate TEXT,
  behaviour INTEGER, breathing INTEGER, intellectual INTEGER, dystrophy INTEGER, severe INTEGER, medical INTEGER,
  ventilator INTEGER, visual INTEGER, sight INTEGER, field INTEGER, night INTEGER, moving INTEGER);
INSERT INTO person VALUES('1985-07-01',4,2,'できる','部分支援','部分支援','部分支援',8,0,0,0,0,0,0,0,0,0,0,0);
CREATE VIEW fact AS SELECT *,
  (strftime('%Y','2024-10-01') - strftime('%Y',date(born,'-1 day'))) - (strftime('%m-%d','2024-10-01') < strftime('%m-%d',date(born,'-1 day'))) AS age,
  (limbs >= 2 AND walk <> 'できる' AND transfer <> 'できる' AND urinate <> 'できる' AND defecate <> 'できる') AS paralysed,
  behaviour >= 10 AS behaving,
  (visual AND max(sight, field, night) >= 1 AND moving >= 1) AS guided
FROM person;
SELECT cell.service, cell.mark, CASE cell.mark
    WHEN '○' THEN 1 WHEN '×' THEN 0
    WHEN '★' THEN paralysed OR behaving
    WHEN '◇' THEN behaving
    WHEN '◎' THEN ((paralysed OR behaving) AND limbs = 4 AND (breathing OR intellectual)) OR behaving
    WHEN '●' THEN dystrophy OR severe OR medical >= 16
    WHEN '▲' THEN ventilator
    WHEN '●▲' THEN dystrophy OR severe OR medical >= 16 OR ventilator
    WHEN '■' THEN age >= 50
    WHEN '◆' THEN guided END AS answer
FROM fact JOIN cell ON cell.level = CASE WHEN age < 18 THEN -1 ELSE fact.level END
WHERE cell.service = '重度訪問介護';
