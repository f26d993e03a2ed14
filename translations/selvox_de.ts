<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QObject</name>
    <message>
        <source>start weights</source>
        <translation>Startgewichte</translation>
    </message>
    <message>
        <source>method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>training cases</source>
        <translation>Trainingsfälle</translation>
    </message>
    <message>
        <source>labelled cases</source>
        <translation>annotierte Fälle</translation>
    </message>
    <message>
        <source>test cases</source>
        <translation>Testfälle</translation>
    </message>
    <message>
        <source>split seed</source>
        <translation>Startwert der Aufteilung</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused, the device is free</source>
        <translation>Pausiert, das Gerät ist frei</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Checkpoint at step %L1</source>
        <translation>Sicherungspunkt bei Schritt %L1</translation>
    </message>
    <message>
        <source> on %1</source>
        <translation> auf %1</translation>
    </message>
    <message>
        <source>Resumed from step %L1</source>
        <translation>Fortgesetzt ab Schritt %L1</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>HD95, mm</source>
        <translation>HD95, mm</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>, mean [95 %]</source>
        <translation>, Mittel [95 %]</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>mean of labels</source>
        <translation>Mittel der Labels</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>mean Dice</source>
        <translation>mittlerer Dice</translation>
    </message>
    <message>
        <source>The file holds nothing that can be drawn.</source>
        <translation>Die Datei enthält nichts, was sich zeichnen lässt.</translation>
    </message>
    <message>
        <source>There is no catalog to open %1 from.</source>
        <translation>Es gibt keinen Katalog, aus dem %1 geöffnet werden kann.</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>The folder of the runs cannot be read: %1</source>
        <translation>Der Ordner der Läufe kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Over: %1</source>
        <translation>Vorbei: %1</translation>
    </message>
</context>
<context>
    <name>selvox::ui</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>The embeddings spread to %1 of a full sphere. Likely cause: the learning rate is too high or the batch too small. Try a third of the learning rate or stronger augmentation.</source>
        <translation>Die Einbettungen füllen %1 einer ganzen Kugel. Wahrscheinliche Ursache: zu hohe Lernrate oder zu kleiner Stapel. Versuchen Sie ein Drittel der Lernrate oder stärkere Augmentierung.</translation>
    </message>
    <message>
        <source>Effective rank is %1, its best was %2. Likely cause: the views are too alike. Try stronger cropping and intensity changes, or a longer warm-up.</source>
        <translation>Der effektive Rang ist %1, sein bester war %2. Wahrscheinliche Ursache: die Ansichten sind zu ähnlich. Versuchen Sie stärkeres Beschneiden und stärkere Intensitätsänderungen oder eine längere Aufwärmphase.</translation>
    </message>
    <message>
        <source>Uniformity is %1: the embeddings crowd together. Likely cause: too few negatives or a high temperature. Try a larger batch or a lower temperature.</source>
        <translation>Die Gleichverteilung ist %1: die Einbettungen drängen sich zusammen. Wahrscheinliche Ursache: zu wenige Negative oder eine hohe Temperatur. Versuchen Sie einen größeren Stapel oder eine niedrigere Temperatur.</translation>
    </message>
    <message>
        <source>%1 is no longer a number. Stop the run and lower the learning rate.</source>
        <translation>%1 ist keine Zahl mehr. Halten Sie den Lauf an und senken Sie die Lernrate.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1, von %2</translation>
    </message>
    <message>
        <source>from scratch</source>
        <translation>ohne Vortraining</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>at step %1</source>
        <translation>bei Schritt %1</translation>
    </message>
    <message>
        <source>place %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>heute %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>The process ended without a word: the machine was switched off, or the system ended it, likely for memory.</source>
        <translation>Der Prozess endete ohne ein Wort: die Maschine wurde ausgeschaltet, oder das System hat ihn beendet, wahrscheinlich wegen Speicher.</translation>
    </message>
    <message>
        <source>Resume goes on from the last checkpoint.</source>
        <translation>Fortsetzen geht vom letzten Sicherungspunkt weiter.</translation>
    </message>
    <message>
        <source>The disk is full. Earlier checkpoints are whole.</source>
        <translation>Der Datenträger ist voll. Frühere Sicherungspunkte sind heil.</translation>
    </message>
    <message>
        <source>Free space in the workspace&apos;s disk, then resume.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger des Arbeitsbereichs, dann setzen Sie fort.</translation>
    </message>
    <message>
        <source>The loss is no longer a number. Likely the learning rate is too high, or one case holds extreme values.</source>
        <translation>Der Verlust ist keine Zahl mehr. Wahrscheinlich ist die Lernrate zu hoch, oder ein Fall enthält extreme Werte.</translation>
    </message>
    <message>
        <source>Copy the run with a third of the learning rate, or look at the named cases.</source>
        <translation>Kopieren Sie den Lauf mit einem Drittel der Lernrate, oder sehen Sie sich die genannten Fälle an.</translation>
    </message>
    <message>
        <source>The device ran out of memory.</source>
        <translation>Der Speicher des Geräts hat nicht gereicht.</translation>
    </message>
    <message>
        <source>Copy the run with a smaller batch or patch.</source>
        <translation>Kopieren Sie den Lauf mit kleinerem Stapel oder kleinerem Ausschnitt.</translation>
    </message>
    <message>
        <source>A prepared volume is missing from the cache.</source>
        <translation>Ein aufbereitetes Volumen fehlt im Zwischenspeicher.</translation>
    </message>
    <message>
        <source>Prepare the dataset again, then resume.</source>
        <translation>Bereiten Sie den Datensatz neu auf, dann setzen Sie fort.</translation>
    </message>
    <message>
        <source>The Log tab holds the worker&apos;s last lines.</source>
        <translation>Der Reiter Protokoll zeigt die letzten Zeilen des Rechenprozesses.</translation>
    </message>
    <message>
        <source>%1 is not in the workspace&apos;s cache. Import its files again to bring it back.</source>
        <translation>%1 ist nicht im Zwischenspeicher des Arbeitsbereichs. Importieren Sie die Dateien erneut, um es zurückzuholen.</translation>
    </message>
    <message>
        <source>%1 is no longer in the catalog. Import its dataset again to see it.</source>
        <translation>%1 ist nicht mehr im Katalog. Importieren Sie den Datensatz erneut, um es zu sehen.</translation>
    </message>
    <message>
        <source>The reference of %1</source>
        <translation>Die Referenz von %1</translation>
    </message>
    <message>
        <source>0.1–99.9 %</source>
        <translation>0,1–99,9 %</translation>
    </message>
    <message>
        <source>0.5–99.5 %</source>
        <translation>0,5–99,5 %</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Ganzer Bereich</translation>
    </message>
    <message>
        <source>From the header</source>
        <translation>Aus dem Dateikopf</translation>
    </message>
</context>
<context>
    <name>selvox::ui::Alarm</name>
    <message>
        <source>The embedding collapses</source>
        <translation>Die Einbettung kollabiert</translation>
    </message>
    <message>
        <source>The embedding loses dimensions</source>
        <translation>Die Einbettung verliert Dimensionen</translation>
    </message>
    <message>
        <source>The code is not used</source>
        <translation>Der Code wird nicht genutzt</translation>
    </message>
    <message>
        <source>The discriminator wins</source>
        <translation>Der Diskriminator gewinnt</translation>
    </message>
    <message>
        <source>All samples look alike</source>
        <translation>Alle Stichproben gleichen sich</translation>
    </message>
    <message>
        <source>Prototypes have died</source>
        <translation>Prototypen sind gestorben</translation>
    </message>
    <message>
        <source>One cluster takes nearly all</source>
        <translation>Ein Cluster nimmt fast alles</translation>
    </message>
    <message>
        <source>The teacher always gives one answer</source>
        <translation>Der Lehrer gibt immer dieselbe Antwort</translation>
    </message>
    <message>
        <source>The teacher says nothing</source>
        <translation>Der Lehrer sagt nichts aus</translation>
    </message>
    <message>
        <source>No better than chance</source>
        <translation>Nicht besser als Zufall</translation>
    </message>
    <message>
        <source>The loss is not a number</source>
        <translation>Der Verlust ist keine Zahl</translation>
    </message>
</context>
<context>
    <name>selvox::ui::AlarmBox</name>
    <message>
        <source>Copy with %1 = %2</source>
        <translation>Kopie mit %1 = %2</translation>
    </message>
    <message>
        <source>Composes the same run with this one setting changed; this run goes on</source>
        <translation>Stellt denselben Lauf mit dieser einen geänderten Einstellung zusammen; dieser Lauf geht weiter</translation>
    </message>
</context>
<context>
    <name>selvox::ui::Banner</name>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>selvox::ui::CaseModel</name>
    <message>
        <source>This series is no longer in the catalog.</source>
        <translation>Diese Serie ist nicht mehr im Katalog.</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ChartControls</name>
    <message>
        <source>Log x</source>
        <translation>Log x</translation>
    </message>
    <message>
        <source>Log y</source>
        <translation>Log y</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time since the run began</source>
        <translation>Zeit seit Beginn des Laufs</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Tageszeit</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>Waagerechte Achse</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Exponential moving average; keys [ and ]</source>
        <translation>Exponentiell gleitendes Mittel; Tasten [ und ]</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ChartGrid</name>
    <message>
        <source>%1 · %2 hidden</source>
        <translation>%1 · %2 ausgeblendet</translation>
    </message>
</context>
<context>
    <name>selvox::ui::CheckpointsTab</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>best</source>
        <translation>bester</translation>
    </message>
    <message>
        <source>Checkpoints appear here as the run writes them.</source>
        <translation>Sicherungspunkte erscheinen hier, sobald der Lauf sie schreibt.</translation>
    </message>
    <message numerus="yes">
        <source>%n kept, %1</source>
        <translation>
            <numerusform>%n behalten, %1</numerusform>
            <numerusform>%n behalten, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::Chips</name>
    <message>
        <source>Take away the filter %1</source>
        <translation>Filter %1 wegnehmen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::CollapsePanel</name>
    <message>
        <source>Is it collapsing?</source>
        <translation>Kollabiert es?</translation>
    </message>
    <message>
        <source>within its limit</source>
        <translation>innerhalb der Grenze</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source>Too early</source>
        <translation>Zu früh</translation>
    </message>
</context>
<context>
    <name>selvox::ui::CommandPalette</name>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go to a page, action, dataset, run or case</source>
        <translation>Seite, Aktion, Datensatz, Lauf oder Fall</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ComparePanel</name>
    <message>
        <source>Choose two to eight runs in the table and compare them here: only what differs, their curves, and every test case.</source>
        <translation>Wählen Sie zwei bis acht Läufe in der Tabelle und vergleichen Sie sie hier: nur was sich unterscheidet, ihre Kurven und jeder Testfall.</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Show what is equal</source>
        <translation>Gleiches zeigen</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>A − B</source>
        <translation>A − B</translation>
    </message>
    <message>
        <source>Every test case</source>
        <translation>Jeder Testfall</translation>
    </message>
    <message>
        <source>mean Dice over labels · a click opens the case</source>
        <translation>mittlerer Dice über die Labels · ein Klick öffnet den Fall</translation>
    </message>
    <message>
        <source>Run on the vertical axis</source>
        <translation>Lauf auf der senkrechten Achse</translation>
    </message>
    <message>
        <source>Run on the horizontal axis</source>
        <translation>Lauf auf der waagerechten Achse</translation>
    </message>
    <message>
        <source>over</source>
        <translation>über</translation>
    </message>
    <message>
        <source>%1 of %2 settings</source>
        <translation>%1 von %2 Einstellungen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Dice of %1</source>
        <translation>Dice von %1</translation>
    </message>
    <message>
        <source>Result: not evaluated</source>
        <translation>Ergebnis: nicht ausgewertet</translation>
    </message>
    <message numerus="yes">
        <source>Result, %n test case(s)</source>
        <translation>
            <numerusform>Ergebnis, %n Testfall</numerusform>
            <numerusform>Ergebnis, %n Testfälle</numerusform>
        </translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 is better in %2 of %3 cases.&lt;/b&gt; Difference %4 [%5, %6], 95 % interval, paired bootstrap over cases%7.</source>
        <translation>&lt;b&gt;%1 ist in %2 von %3 Fällen besser.&lt;/b&gt; Unterschied %4 [%5, %6], 95-%-Intervall, gepaarter Bootstrap über die Fälle%7.</translation>
    </message>
    <message>
        <source>; not distinguishable from none</source>
        <translation>; von keinem Unterschied nicht zu trennen</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) only one of them has are left out.</source>
        <translation>
            <numerusform>%n Fall, den nur einer hat, ist ausgelassen.</numerusform>
            <numerusform>%n Fälle, die nur einer hat, sind ausgelassen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::CurveDrawer</name>
    <message>
        <source>Curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Show two or more runs by their eye or with Space, and their curves are drawn here over each other.</source>
        <translation>Zeigen Sie zwei oder mehr Läufe mit dem Auge oder der Leertaste, dann werden ihre Kurven hier übereinander gezeichnet.</translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n gezeigt</numerusform>
            <numerusform>%n gezeigt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::DataBrowser</name>
    <message>
        <source>Words, or modality:MR split:test labelled:yes</source>
        <translation>Wörter, oder modality:MR split:test labelled:yes</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>Scans that you import will be listed here, with their size, spacing, labels and split.</source>
        <translation>Importierte Aufnahmen stehen hier, mit Größe, Voxelabstand, Labels und Aufteilung.</translation>
    </message>
    <message>
        <source>Import scans</source>
        <translation>Aufnahmen importieren</translation>
    </message>
    <message>
        <source>No series fits this filter.</source>
        <translation>Keine Serie passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Series as tiles</source>
        <translation>Serien als Kacheln</translation>
    </message>
    <message>
        <source>%1 series · %2 s</source>
        <translation>%1 Serien · %2 s</translation>
    </message>
    <message>
        <source>All data</source>
        <translation>Alle Daten</translation>
    </message>
    <message>
        <source>%1 · %2 series of %3 patients</source>
        <translation>%1 · %2 Serien von %3 Patienten</translation>
    </message>
    <message>
        <source>%1 series · %2 selected</source>
        <translation>%1 Serien · %2 ausgewählt</translation>
    </message>
    <message>
        <source>Open in Viewer</source>
        <translation>Im Betrachter öffnen</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy content hash</source>
        <translation>Prüfsumme des Inhalts kopieren</translation>
    </message>
    <message>
        <source>Split %1…</source>
        <translation>%1 aufteilen…</translation>
    </message>
    <message numerus="yes">
        <source>Take %n series out of the dataset</source>
        <translation>
            <numerusform>%n Serie aus dem Datensatz nehmen</numerusform>
            <numerusform>%n Serien aus dem Datensatz nehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series taken out. The files stay where they are.</source>
        <translation>
            <numerusform>%n Serie herausgenommen. Die Dateien bleiben, wo sie sind.</numerusform>
            <numerusform>%n Serien herausgenommen. Die Dateien bleiben, wo sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>selvox::ui::DataPage</name>
    <message>
        <source>Split…</source>
        <translation>Aufteilen…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Split the dataset…</source>
        <translation>Datensatz aufteilen…</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Import scans first, then split them.</source>
        <translation>Importieren Sie zuerst Aufnahmen, dann teilen Sie sie auf.</translation>
    </message>
    <message>
        <source>Choose one dataset on the left, then split it.</source>
        <translation>Wählen Sie links einen Datensatz, dann teilen Sie ihn auf.</translation>
    </message>
</context>
<context>
    <name>selvox::ui::DataTab</name>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Label used</source>
        <translation>Label benutzt</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>Voxel</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1 %2, spacing %3 × %4 × %5 mm</source>
        <translation>%1 %2, Abstand %3 × %4 × %5 mm</translation>
    </message>
    <message>
        <source>%1 cases to train on, %2 with labels; %3 for validation, %4 for the test. %5</source>
        <translation>%1 Fälle zum Trainieren, %2 mit Labels; %3 zur Validierung, %4 zum Testen. %5</translation>
    </message>
    <message>
        <source>Gate &quot;%1&quot; was overridden: %2 (%3)</source>
        <translation>Sperre „%1“ wurde übergangen: %2 (%3)</translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n Patient</numerusform>
            <numerusform>%n Patienten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::Describe</name>
    <message>
        <source>selvox-worker was not found beside this program. Data can be viewed; training needs it. Install the worker package.</source>
        <translation>selvox-worker wurde neben diesem Programm nicht gefunden. Daten lassen sich betrachten; zum Trainieren wird es gebraucht. Installieren Sie das Worker-Paket.</translation>
    </message>
    <message>
        <source>selvox-worker does not answer, so nothing can be trained here. %1</source>
        <translation>selvox-worker antwortet nicht, daher kann hier nicht trainiert werden. %1</translation>
    </message>
    <message>
        <source>no worker</source>
        <translation>kein Rechenprozess</translation>
    </message>
    <message>
        <source>asking the worker</source>
        <translation>frage den Rechenprozess</translation>
    </message>
</context>
<context>
    <name>selvox::ui::DetailsPane</name>
    <message>
        <source>Select a series to see its slices, labels and fields.</source>
        <translation>Wählen Sie eine Serie, um Schichten, Labels und Felder zu sehen.</translation>
    </message>
    <message>
        <source>Open in Viewer</source>
        <translation>Im Betrachter öffnen</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Intensity, labelled voxels in the accent colour</source>
        <translation>Intensität, annotierte Voxel in der Akzentfarbe</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>%1 voxels · %2 mL</source>
        <translation>%1 Voxel · %2 mL</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 voxels</source>
        <translation>%1 Voxel</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>Voxelabstand</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Ausrichtung</translation>
    </message>
    <message>
        <source>stored %1, shown LPS</source>
        <translation>gespeichert %1, gezeigt LPS</translation>
    </message>
    <message>
        <source>Stored type</source>
        <translation>Gespeicherter Typ</translation>
    </message>
    <message>
        <source>%1 · %2 to %3</source>
        <translation>%1 · %2 bis %3</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Content hash</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Used in</source>
        <translation>Benutzt in</translation>
    </message>
    <message>
        <source>pretraining</source>
        <translation>Vortraining</translation>
    </message>
</context>
<context>
    <name>selvox::ui::Draft</name>
    <message>
        <source>Masked autoencoder</source>
        <translation>Maskierter Autoencoder</translation>
    </message>
    <message>
        <source>Nothing (control)</source>
        <translation>Nichts (Kontrolle)</translation>
    </message>
    <message>
        <source>Diverges (control)</source>
        <translation>Divergiert (Kontrolle)</translation>
    </message>
    <message>
        <source>Slow (control)</source>
        <translation>Langsam (Kontrolle)</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation>Segmentierung</translation>
    </message>
    <message>
        <source>Predictive</source>
        <translation>Vorhersagend</translation>
    </message>
    <message>
        <source>Generative</source>
        <translation>Generativ</translation>
    </message>
    <message>
        <source>Contrastive</source>
        <translation>Kontrastiv</translation>
    </message>
    <message>
        <source>Clustering</source>
        <translation>Gruppierend</translation>
    </message>
    <message>
        <source>Distillation</source>
        <translation>Destillation</translation>
    </message>
    <message>
        <source>Information max.</source>
        <translation>Informationsmaximierung</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Kontrollen</translation>
    </message>
    <message>
        <source>Combined</source>
        <translation>Kombiniert</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>Relative patch location</source>
        <translation>Relative Lage von Ausschnitten</translation>
    </message>
    <message>
        <source>Jigsaw</source>
        <translation>Puzzle</translation>
    </message>
    <message>
        <source>Rubik&apos;s cube</source>
        <translation>Zauberwürfel</translation>
    </message>
    <message>
        <source>Exemplar</source>
        <translation>Exemplar</translation>
    </message>
    <message>
        <source>Slice order</source>
        <translation>Reihenfolge der Schichten</translation>
    </message>
    <message>
        <source>Slice position</source>
        <translation>Lage der Schicht</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>Autoencoder</translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation>Variations-Autoencoder</translation>
    </message>
    <message>
        <source>Super-resolution</source>
        <translation>Superauflösung</translation>
    </message>
    <message>
        <source>Low signal</source>
        <translation>Schwaches Signal</translation>
    </message>
    <message>
        <source>Artifact correction</source>
        <translation>Artefaktkorrektur</translation>
    </message>
    <message>
        <source>Autoregressive</source>
        <translation>Autoregressiv</translation>
    </message>
    <message>
        <source>Adversarial features (GAN)</source>
        <translation>Gegnerische Merkmale (GAN)</translation>
    </message>
    <message>
        <source>Diffusion</source>
        <translation>Diffusion</translation>
    </message>
    <message>
        <source>Cross-modality restoration</source>
        <translation>Wiederherstellung über Modalitäten</translation>
    </message>
    <message>
        <source>Cross-modality labels</source>
        <translation>Labels über Modalitäten</translation>
    </message>
    <message>
        <source>Volume fusion</source>
        <translation>Volumenfusion</translation>
    </message>
    <message>
        <source>Regional contrast</source>
        <translation>Regionaler Kontrast</translation>
    </message>
    <message>
        <source>Patient contrast</source>
        <translation>Patientenkontrast</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Ohne Vortraining</translation>
    </message>
    <message>
        <source>Random, frozen</source>
        <translation>Zufällig, eingefroren</translation>
    </message>
</context>
<context>
    <name>selvox::ui::EvaluationTab</name>
    <message>
        <source>Results on the test cases appear here: each label with its interval, and every case.</source>
        <translation>Ergebnisse der Testfälle erscheinen hier: jedes Label mit Intervall, und jeder Fall.</translation>
    </message>
    <message>
        <source>A fine-tuned run can be evaluated on its test cases once it has a checkpoint and has ended.</source>
        <translation>Ein feinabgestimmter Lauf kann auf seinen Testfällen ausgewertet werden, sobald er einen Sicherungspunkt hat und beendet ist.</translation>
    </message>
    <message>
        <source>Evaluate on the test cases</source>
        <translation>Auf den Testfällen auswerten</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n case(s)</source>
        <translation>
            <numerusform>%1, %n Fall</numerusform>
            <numerusform>%1, %n Fälle</numerusform>
        </translation>
    </message>
    <message>
        <source>mean and 95 % bootstrap interval · worst cases first, double-click opens one</source>
        <translation>Mittel und 95-%-Bootstrap-Intervall · schlechteste Fälle zuerst, Doppelklick öffnet einen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ExperimentsPage</name>
    <message>
        <source>Looking at the data</source>
        <translation>Sichte die Daten</translation>
    </message>
    <message>
        <source>Before anything is drawn, %1 is brought to one spacing and one intensity scale, once: %2 of %3 volumes are done.</source>
        <translation>Bevor etwas gezeichnet wird, wird %1 einmal auf einen Voxelabstand und eine Intensitätsskala gebracht: %2 von %3 Volumen sind fertig.</translation>
    </message>
    <message>
        <source>Prepare %1</source>
        <translation>%1 aufbereiten</translation>
    </message>
    <message>
        <source>Asking the worker: memory, speed, preview</source>
        <translation>Frage den Rechenprozess: Speicher, Tempo, Vorschau</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>zeichne</translation>
    </message>
    <message>
        <source>%1 is not possible</source>
        <translation>%1 ist so nicht möglich</translation>
    </message>
    <message>
        <source>Go to field</source>
        <translation>Zum Feld</translation>
    </message>
    <message>
        <source>The name cannot be a folder</source>
        <translation>Der Name kann kein Ordner sein</translation>
    </message>
    <message>
        <source>letters, digits, - _ . and at most 80 of them</source>
        <translation>Buchstaben, Ziffern, - _ . und höchstens 80 davon</translation>
    </message>
    <message>
        <source>It cannot be launched like this</source>
        <translation>So kann es nicht gestartet werden</translation>
    </message>
    <message>
        <source>Patients do not leak</source>
        <translation>Patienten sind getrennt</translation>
    </message>
    <message>
        <source>none of the judged patients is in training</source>
        <translation>keiner der beurteilten Patienten ist im Training</translation>
    </message>
    <message>
        <source>Patients leak</source>
        <translation>Patienten sind nicht getrennt</translation>
    </message>
    <message numerus="yes">
        <source>%n judged patients were seen in training; the launch asks for a reason</source>
        <translation>
            <numerusform>%n beurteilter Patient wurde im Training gesehen; der Start verlangt eine Begründung</numerusform>
            <numerusform>%n beurteilte Patienten wurden im Training gesehen; der Start verlangt eine Begründung</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>%1 labelled of %2 training cases · %3 validation · %4 test</source>
        <translation>%1 annotierte von %2 Trainingsfällen · %3 Validierung · %4 Test</translation>
    </message>
    <message>
        <source>%1 training cases, labels not used · %2 left out for judging</source>
        <translation>%1 Trainingsfälle, Labels nicht benutzt · %2 zum Beurteilen ausgelassen</translation>
    </message>
    <message>
        <source>Split by patient</source>
        <translation>Nach Patienten aufgeteilt</translation>
    </message>
    <message>
        <source>No split yet</source>
        <translation>Noch nicht aufgeteilt</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Aufbereitet</translation>
    </message>
    <message>
        <source>%1 volumes in the cache</source>
        <translation>%1 Volumen im Zwischenspeicher</translation>
    </message>
    <message>
        <source>Not prepared yet</source>
        <translation>Noch nicht aufbereitet</translation>
    </message>
    <message>
        <source>the launch would do it first: %1 volumes</source>
        <translation>der Start würde es zuerst tun: %1 Volumen</translation>
    </message>
    <message>
        <source>Prepare now</source>
        <translation>Jetzt aufbereiten</translation>
    </message>
    <message>
        <source>The worker refuses these settings</source>
        <translation>Der Rechenprozess lehnt diese Einstellungen ab</translation>
    </message>
    <message>
        <source>To know</source>
        <translation>Zu wissen</translation>
    </message>
    <message>
        <source>Preparing %1. You can go on elsewhere; the preview comes when it is done.</source>
        <translation>%1 wird aufbereitet. Sie können anderswo weitermachen; die Vorschau kommt, wenn es fertig ist.</translation>
    </message>
    <message>
        <source>Launch %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>The launch ended without a word.</source>
        <translation>Der Start endete ohne ein Wort.</translation>
    </message>
    <message>
        <source>%1 is in the queue. It goes on when the window closes.</source>
        <translation>%1 steht in der Warteschlange. Es geht weiter, auch wenn das Fenster schließt.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Pretrain</source>
        <translation>Vortrainieren</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>Feinabstimmen</translation>
    </message>
    <message>
        <source>Kind of experiment</source>
        <translation>Art des Experiments</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Copied: the same experiment as a command.</source>
        <translation>Kopiert: dasselbe Experiment als Befehl.</translation>
    </message>
    <message>
        <source>Undo the last setting</source>
        <translation>Letzte Einstellung rückgängig</translation>
    </message>
    <message>
        <source>Redo the setting</source>
        <translation>Einstellung wiederholen</translation>
    </message>
    <message>
        <source>Launch the experiment</source>
        <translation>Experiment starten</translation>
    </message>
    <message>
        <source>Reset all settings</source>
        <translation>Alle Einstellungen zurücksetzen</translation>
    </message>
    <message>
        <source>Experiments are composed here once selvox-worker answers. It trains; this window only enqueues.</source>
        <translation>Experimente werden hier zusammengestellt, sobald selvox-worker antwortet. Er trainiert; dieses Fenster stellt nur in die Warteschlange.</translation>
    </message>
    <message>
        <source>An experiment learns from scans. Import some first, then choose a method here.</source>
        <translation>Ein Experiment lernt aus Aufnahmen. Importieren Sie zuerst welche, dann wählen Sie hier eine Methode.</translation>
    </message>
    <message>
        <source>Import scans</source>
        <translation>Aufnahmen importieren</translation>
    </message>
    <message numerus="yes">
        <source>pre-flight: %n to correct</source>
        <translation>
            <numerusform>Vorprüfung: %n zu berichtigen</numerusform>
            <numerusform>Vorprüfung: %n zu berichtigen</numerusform>
        </translation>
    </message>
    <message>
        <source>pre-flight: measuring</source>
        <translation>Vorprüfung: misst</translation>
    </message>
    <message>
        <source>pre-flight: ready</source>
        <translation>Vorprüfung: bereit</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Ohne Vortraining</translation>
    </message>
    <message>
        <source>Matched baseline</source>
        <translation>Gleichwertiger Vergleich</translation>
    </message>
    <message>
        <source>random weights, same split and schedule</source>
        <translation>zufällige Gewichte, gleiche Aufteilung und gleicher Ablauf</translation>
    </message>
    <message>
        <source>Pretrained runs</source>
        <translation>Vortrainierte Läufe</translation>
    </message>
    <message>
        <source>Fine-tuned runs</source>
        <translation>Feinabgestimmte Läufe</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Experimente</translation>
    </message>
    <message>
        <source>A copy of %1 with %2 = %3. Look it over, then launch.</source>
        <translation>Eine Kopie von %1 mit %2 = %3. Prüfen, dann starten.</translation>
    </message>
</context>
<context>
    <name>selvox::ui::HelpDialog</name>
    <message>
        <source>Help and keys</source>
        <translation>Hilfe und Tasten</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Data, Experiments, Runs, Viewer</source>
        <translation>Daten, Experimente, Läufe, Betrachter</translation>
    </message>
    <message>
        <source>Go to a page, action, dataset, run or case</source>
        <translation>Seite, Aktion, Datensatz, Lauf oder Fall</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>Diese Seite filtern</translation>
    </message>
    <message>
        <source>Fold the right pane, go to the next pane</source>
        <translation>Rechten Bereich einklappen, zum nächsten Bereich</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Switch light and dark</source>
        <translation>Hell und dunkel wechseln</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Show or hide the preview</source>
        <translation>Vorschau zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Open in the viewer</source>
        <translation>Im Betrachter öffnen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Take out of the dataset (with Undo)</source>
        <translation>Aus dem Datensatz nehmen (mit Rückgängig)</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Experimente</translation>
    </message>
    <message>
        <source>Undo and redo a setting</source>
        <translation>Eine Einstellung rückgängig machen und wiederholen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Show the curve</source>
        <translation>Kurve zeigen</translation>
    </message>
    <message>
        <source>Open the run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Pause or resume, stop, checkpoint</source>
        <translation>Pausieren oder fortsetzen, anhalten, sichern</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Wheel, Up, Down</source>
        <translation>Rad, Auf, Ab</translation>
    </message>
    <message>
        <source>Slice; Page keys go ten</source>
        <translation>Schicht; Bildtasten gehen zehn</translation>
    </message>
    <message>
        <source>Left drag, click</source>
        <translation>Links ziehen, klicken</translation>
    </message>
    <message>
        <source>Window, crosshair</source>
        <translation>Fenster, Fadenkreuz</translation>
    </message>
    <message>
        <source>Middle, right drag</source>
        <translation>Mitte, rechts ziehen</translation>
    </message>
    <message>
        <source>Pan, zoom</source>
        <translation>Verschieben, zoomen</translation>
    </message>
    <message>
        <source>Window presets</source>
        <translation>Fenstervorgaben</translation>
    </message>
    <message>
        <source>Labels, outlines, difference, opacity</source>
        <translation>Labels, Umrisse, Unterschied, Deckkraft</translation>
    </message>
    <message>
        <source>Crosshair, letters, reset, next view</source>
        <translation>Fadenkreuz, Buchstaben, zurücksetzen, nächste Ansicht</translation>
    </message>
    <message>
        <source>Next and previous case</source>
        <translation>Nächster und vorheriger Fall</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Learn from unlabelled scans, then from few labels, and see in 3D whether it helped. For research; not for diagnosis. Works offline and sends nothing anywhere.</source>
        <translation>Aus nicht annotierten Aufnahmen lernen, dann aus wenigen Labels, und in 3D sehen, ob es geholfen hat. Für die Forschung; nicht zur Diagnose. Arbeitet ohne Netz und sendet nichts.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. Built with Qt, VTK, DCMTK, ITK, LibTorch and SQLite.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später. Gebaut mit Qt, VTK, DCMTK, ITK, LibTorch und SQLite.</translation>
    </message>
    <message>
        <source>Licence of the icons</source>
        <translation>Lizenz der Symbole</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
</context>
<context>
    <name>selvox::ui::HistogramView</name>
    <message>
        <source>Histogram of intensities</source>
        <translation>Histogramm der Intensitäten</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ImportPage</name>
    <message>
        <source>Back to data</source>
        <translation>Zurück zu den Daten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open the dataset</source>
        <translation>Datensatz öffnen</translation>
    </message>
    <message>
        <source>Start import</source>
        <translation>Import starten</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Drop folders or files here: DICOM, NIfTI, the decathlon layout, PNG and JPEG. The format is found from the content. Nothing is copied or changed; names, numbers and dates of patients are replaced by pseudonyms before anything is stored.</source>
        <translation>Ordner oder Dateien hierher ziehen: DICOM, NIfTI, das Decathlon-Schema, PNG und JPEG. Das Format wird am Inhalt erkannt. Nichts wird kopiert oder verändert; Namen, Nummern und Daten von Patienten werden durch Pseudonyme ersetzt, bevor etwas gespeichert wird.</translation>
    </message>
    <message>
        <source>Into dataset</source>
        <translation>In den Datensatz</translation>
    </message>
    <message>
        <source>Dataset name</source>
        <translation>Name des Datensatzes</translation>
    </message>
    <message>
        <source>Name of the dataset</source>
        <translation>Name des Datensatzes</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Folder of scans</source>
        <translation>Ordner mit Aufnahmen</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Fortschritt des Imports</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>already here or not needed</source>
        <translation>schon da oder nicht nötig</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>in Quarantäne</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>letters, digits, - _ .</source>
        <translation>Buchstaben, Ziffern, - _ .</translation>
    </message>
    <message>
        <source>Only letters, digits, - _ . and at most 80 of them.</source>
        <translation>Nur Buchstaben, Ziffern, - _ . und höchstens 80 davon.</translation>
    </message>
    <message>
        <source>adds to this dataset; files already in it are left out</source>
        <translation>kommt zu diesem Datensatz; Dateien, die schon darin sind, werden ausgelassen</translation>
    </message>
    <message>
        <source>a new dataset</source>
        <translation>ein neuer Datensatz</translation>
    </message>
    <message>
        <source>Add a folder or files first.</source>
        <translation>Fügen Sie zuerst einen Ordner oder Dateien hinzu.</translation>
    </message>
    <message>
        <source>Name the dataset first.</source>
        <translation>Benennen Sie zuerst den Datensatz.</translation>
    </message>
    <message>
        <source>Ready to read</source>
        <translation>Bereit zum Lesen</translation>
    </message>
    <message>
        <source>Nothing to read yet</source>
        <translation>Noch nichts zu lesen</translation>
    </message>
    <message>
        <source>Every file ends in exactly one of the three.</source>
        <translation>Jede Datei endet in genau einem der drei.</translation>
    </message>
    <message>
        <source>Files that cannot be imported will be listed here with the reason. The originals stay untouched.</source>
        <translation>Dateien, die nicht importiert werden können, stehen hier mit dem Grund. Die Originale bleiben unberührt.</translation>
    </message>
    <message>
        <source>Import into %1</source>
        <translation>Import in %1</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lese</translation>
    </message>
    <message>
        <source>Stopping after the current series</source>
        <translation>Hält nach der laufenden Serie an</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source> · about %1 left</source>
        <translation> · noch etwa %1</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>The import was cancelled. What was imported so far stays; importing again goes on from there.</source>
        <translation>Der Import wurde abgebrochen. Was bisher importiert ist, bleibt; ein erneuter Import macht dort weiter.</translation>
    </message>
    <message>
        <source>Ended early</source>
        <translation>Vorzeitig beendet</translation>
    </message>
    <message>
        <source>The import ended early without a word. What was imported so far stays; try again.</source>
        <translation>Der Import endete vorzeitig ohne ein Wort. Was bisher importiert ist, bleibt; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Import into %1 is done.</source>
        <translation>Der Import in %1 ist fertig.</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>same content, or not an image</source>
        <translation>gleicher Inhalt, oder kein Bild</translation>
    </message>
    <message>
        <source>each with its reason</source>
        <translation>jede mit ihrem Grund</translation>
    </message>
    <message>
        <source>Every file was read.</source>
        <translation>Jede Datei wurde gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n entries were not imported. The originals are untouched.</source>
        <translation>
            <numerusform>%n Eintrag wurde nicht importiert. Die Originale sind unberührt.</numerusform>
            <numerusform>%n Einträge wurden nicht importiert. Die Originale sind unberührt.</numerusform>
        </translation>
    </message>
    <message>
        <source>into %1 · you can leave this page, the import goes on</source>
        <translation>in %1 · Sie können diese Seite verlassen, der Import geht weiter</translation>
    </message>
    <message>
        <source>into %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>import: %1 %</source>
        <translation>Import: %1 %</translation>
    </message>
    <message>
        <source>import running</source>
        <translation>Import läuft</translation>
    </message>
</context>
<context>
    <name>selvox::ui::JobModel</name>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>%1 could not be started: %2</source>
        <translation>%1 konnte nicht gestartet werden: %2</translation>
    </message>
    <message>
        <source>The process ended without a message (exit %1).</source>
        <translation>Der Prozess endete ohne Meldung (Ende %1).</translation>
    </message>
</context>
<context>
    <name>selvox::ui::JobTray</name>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Clear done</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Imports, preparation and runs appear here while they go on.</source>
        <translation>Importe, Aufbereitung und Läufe erscheinen hier, während sie arbeiten.</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>Nichts läuft</translation>
    </message>
</context>
<context>
    <name>selvox::ui::LabelPanel</name>
    <message>
        <source>Label that is compared</source>
        <translation>Verglichenes Label</translation>
    </message>
    <message>
        <source>A against reference</source>
        <translation>A gegen Referenz</translation>
    </message>
    <message>
        <source>agree</source>
        <translation>übereinstimmend</translation>
    </message>
    <message>
        <source>extra, only predicted</source>
        <translation>zu viel, nur vorhergesagt</translation>
    </message>
    <message>
        <source>missed, only in reference</source>
        <translation>verpasst, nur in der Referenz</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>all labels</source>
        <translation>alle Labels</translation>
    </message>
    <message>
        <source>%1 mL</source>
        <translation>%1 mL</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>HD95, mm</source>
        <translation>HD95, mm</translation>
    </message>
    <message>
        <source>mL</source>
        <translation>mL</translation>
    </message>
    <message>
        <source>%1, number %2</source>
        <translation>%1, Nummer %2</translation>
    </message>
    <message>
        <source>Reference %1 mL, prediction %2 mL</source>
        <translation>Referenz %1 mL, Vorhersage %2 mL</translation>
    </message>
</context>
<context>
    <name>selvox::ui::LayerPanel</name>
    <message>
        <source>Show or hide %1</source>
        <translation>%1 zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Opacity of %1</source>
        <translation>Deckkraft von %1</translation>
    </message>
</context>
<context>
    <name>selvox::ui::LeakDialog</name>
    <message>
        <source>Patients leak</source>
        <translation>Patienten sind nicht getrennt</translation>
    </message>
    <message numerus="yes">
        <source>%n judged patients are in this pretraining set</source>
        <translation>
            <numerusform>%n beurteilter Patient ist in diesem Vortraining</numerusform>
            <numerusform>%n beurteilte Patienten sind in diesem Vortraining</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n judged patients were seen in training</source>
        <translation>
            <numerusform>%n beurteilter Patient wurde im Training gesehen</numerusform>
            <numerusform>%n beurteilte Patienten wurden im Training gesehen</numerusform>
        </translation>
    </message>
    <message>
        <source>A network that has seen them, even without labels, makes later test results look too good. Make another split, or start from a run that has not seen them.</source>
        <translation>Ein Netz, das sie gesehen hat, und sei es ohne Labels, lässt spätere Testergebnisse zu gut aussehen. Teilen Sie neu auf, oder beginnen Sie von einem Lauf, der sie nicht gesehen hat.</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Judged case</source>
        <translation>Beurteilter Fall</translation>
    </message>
    <message>
        <source>Training case</source>
        <translation>Trainingsfall</translation>
    </message>
    <message>
        <source>How found</source>
        <translation>Wie gefunden</translation>
    </message>
    <message>
        <source>Leaking patients</source>
        <translation>Nicht getrennte Patienten</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>identical voxels</source>
        <translation>gleiche Voxel</translation>
    </message>
    <message>
        <source>same patient</source>
        <translation>gleicher Patient</translation>
    </message>
    <message>
        <source>Reason for running anyway (kept in the run and in every report)</source>
        <translation>Grund, trotzdem zu starten (steht im Lauf und in jedem Bericht)</translation>
    </message>
    <message>
        <source>At least one sentence</source>
        <translation>Mindestens ein Satz</translation>
    </message>
    <message>
        <source>Reason for running anyway</source>
        <translation>Grund, trotzdem zu starten</translation>
    </message>
    <message>
        <source>Run anyway</source>
        <translation>Trotzdem starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::LineChart</name>
    <message numerus="yes">
        <source>%n value(s) not finite, first at %1</source>
        <translation>
            <numerusform>%n Wert ist keine Zahl, zuerst bei %1</numerusform>
            <numerusform>%n Werte sind keine Zahl, zuerst bei %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) of 0 or less not on the log axis</source>
        <translation>
            <numerusform>%n Wert von 0 oder weniger fehlt auf der Log-Achse</numerusform>
            <numerusform>%n Werte von 0 oder weniger fehlen auf der Log-Achse</numerusform>
        </translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Chart %1</source>
        <translation>Diagramm %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>no values yet</source>
        <translation>noch keine Werte</translation>
    </message>
    <message>
        <source>last values %1</source>
        <translation>letzte Werte %1</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>Werte kopieren</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>folgt noch</translation>
    </message>
    <message>
        <source>No values yet</source>
        <translation>Noch keine Werte</translation>
    </message>
    <message>
        <source> · %1 more</source>
        <translation> · %1 weitere</translation>
    </message>
</context>
<context>
    <name>selvox::ui::LiveTab</name>
    <message>
        <source>Overlay a run</source>
        <translation>Lauf darüberlegen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Open the log</source>
        <translation>Protokoll öffnen</translation>
    </message>
    <message>
        <source>What it sees</source>
        <translation>Was es sieht</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>last word %1 ago</source>
        <translation>letzte Meldung vor %1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Lost at step %1</source>
        <translation>Verloren bei Schritt %1</translation>
    </message>
    <message>
        <source>The run cannot be read</source>
        <translation>Der Lauf kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>Failed at step %1</source>
        <translation>Fehlgeschlagen bei Schritt %1</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>There is no other run with curves</source>
        <translation>Es gibt keinen anderen Lauf mit Kurven</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>Zufall</translation>
    </message>
</context>
<context>
    <name>selvox::ui::LogTab</name>
    <message>
        <source>Log of the worker</source>
        <translation>Protokoll des Rechenprozesses</translation>
    </message>
    <message>
        <source>The worker has written nothing to its log.</source>
        <translation>Der Rechenprozess hat nichts in sein Protokoll geschrieben.</translation>
    </message>
    <message>
        <source>%1 · the end of %2</source>
        <translation>%1 · das Ende von %2</translation>
    </message>
</context>
<context>
    <name>selvox::ui::MainWindow</name>
    <message>
        <source>Open a workspace first.</source>
        <translation>Öffnen Sie zuerst einen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>opening %1</source>
        <translation>öffne %1</translation>
    </message>
    <message>
        <source>Close Selvox</source>
        <translation>Selvox schließen</translation>
    </message>
    <message>
        <source>An import is still running. Closing ends it; what it has imported so far stays, and importing again goes on from there.</source>
        <translation>Ein Import läuft noch. Das Schließen beendet ihn; was bisher importiert ist, bleibt, und ein erneuter Import macht dort weiter.</translation>
    </message>
    <message>
        <source>End import and close</source>
        <translation>Import beenden und schließen</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <source>Go to anything</source>
        <translation>Gehe zu …</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>Diese Seite filtern</translation>
    </message>
    <message>
        <source>Show or fold the right pane</source>
        <translation>Rechten Bereich zeigen oder einklappen</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Switch light and dark</source>
        <translation>Hell und dunkel wechseln</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Close the workspace</source>
        <translation>Arbeitsbereich schließen</translation>
    </message>
    <message>
        <source>Help and keys</source>
        <translation>Hilfe und Tasten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>New workspace for what was dropped</source>
        <translation>Neuer Arbeitsbereich für das Abgelegte</translation>
    </message>
    <message>
        <source>Folder for the demo</source>
        <translation>Ordner für die Vorführung</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>The demo ended early: %1</source>
        <translation>Die Vorführung endete vorzeitig: %1</translation>
    </message>
    <message>
        <source>The demo is ready.</source>
        <translation>Die Vorführung ist bereit.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::MethodList</name>
    <message>
        <source>Find a method</source>
        <translation>Methode suchen</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
    <message>
        <source>not in %1D</source>
        <translation>nicht in %1D</translation>
    </message>
</context>
<context>
    <name>selvox::ui::MouseTable</name>
    <message>
        <source>left drag</source>
        <translation>links ziehen</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>Fenster und Lage</translation>
    </message>
    <message>
        <source>move the crosshair</source>
        <translation>Fadenkreuz versetzen</translation>
    </message>
    <message>
        <source>click</source>
        <translation>klicken</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>slices</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>middle drag</source>
        <translation>Mitte ziehen</translation>
    </message>
    <message>
        <source>pan</source>
        <translation>verschieben</translation>
    </message>
    <message>
        <source>right drag</source>
        <translation>rechts ziehen</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoomen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ParamField</name>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>What %1 does</source>
        <translation>Was %1 bewirkt</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>was automatic</source>
        <translation>war automatisch</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ParamWords</name>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Encoder rate factor</source>
        <translation>Faktor des Encoders</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsabnahme</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Impuls</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>Gradient limit</source>
        <translation>Gradientengrenze</translation>
    </message>
    <message>
        <source>Accumulate</source>
        <translation>Ansammeln</translation>
    </message>
    <message>
        <source>Weight average</source>
        <translation>Gewichtsmittel</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Early stop</source>
        <translation>Früher Halt</translation>
    </message>
    <message>
        <source>Foreground share</source>
        <translation>Vordergrundanteil</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>Validieren alle</translation>
    </message>
    <message>
        <source>Log every</source>
        <translation>Protokoll alle</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>Vorschauen</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Sichern alle</translation>
    </message>
    <message>
        <source>Room for checkpoints</source>
        <translation>Platz für Sicherungen</translation>
    </message>
    <message>
        <source>Hidden share</source>
        <translation>Verborgener Anteil</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Spiegelung</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>Skalierung</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Weichzeichnen</translation>
    </message>
    <message>
        <source>Cut-out</source>
        <translation>Ausstanzen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Masking</source>
        <translation>Maskierung</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlustfunktion</translation>
    </message>
    <message>
        <source>Inference</source>
        <translation>Inferenz</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Largest rotation</source>
        <translation>Größte Drehung</translation>
    </message>
    <message>
        <source>Smallest scale</source>
        <translation>Kleinste Skalierung</translation>
    </message>
    <message>
        <source>Largest scale</source>
        <translation>Größte Skalierung</translation>
    </message>
    <message>
        <source>Lowest gamma</source>
        <translation>Kleinstes Gamma</translation>
    </message>
    <message>
        <source>Highest gamma</source>
        <translation>Größtes Gamma</translation>
    </message>
    <message>
        <source>Inverted gamma</source>
        <translation>Umgekehrtes Gamma</translation>
    </message>
    <message>
        <source>Noise variance</source>
        <translation>Varianz des Rauschens</translation>
    </message>
    <message>
        <source>Least blur</source>
        <translation>Geringste Unschärfe</translation>
    </message>
    <message>
        <source>Most blur</source>
        <translation>Größte Unschärfe</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Lowest brightness</source>
        <translation>Geringste Helligkeit</translation>
    </message>
    <message>
        <source>Highest brightness</source>
        <translation>Größte Helligkeit</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Lowest contrast</source>
        <translation>Geringster Kontrast</translation>
    </message>
    <message>
        <source>Highest contrast</source>
        <translation>Größter Kontrast</translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation>Geringe Auflösung</translation>
    </message>
    <message>
        <source>Lowest resolution</source>
        <translation>Geringste Auflösung</translation>
    </message>
    <message>
        <source>Cut-out share</source>
        <translation>Anteil des Ausstanzens</translation>
    </message>
    <message>
        <source>Smallest crop</source>
        <translation>Kleinster Zuschnitt</translation>
    </message>
    <message>
        <source>Block edge</source>
        <translation>Blockkante</translation>
    </message>
    <message>
        <source>Normalised target</source>
        <translation>Normiertes Ziel</translation>
    </message>
    <message>
        <source>Hidden width</source>
        <translation>Verborgene Breite</translation>
    </message>
    <message>
        <source>Embedding width</source>
        <translation>Breite der Einbettung</translation>
    </message>
    <message>
        <source>Norm of the head</source>
        <translation>Normierung des Kopfes</translation>
    </message>
    <message>
        <source>Slowness of the copy</source>
        <translation>Trägheit der Kopie</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>First channels</source>
        <translation>Erste Kanäle</translation>
    </message>
    <message>
        <source>Most channels</source>
        <translation>Höchstzahl der Kanäle</translation>
    </message>
    <message>
        <source>Convolutions a stage</source>
        <translation>Faltungen je Stufe</translation>
    </message>
    <message>
        <source>Deep supervision</source>
        <translation>Tiefe Aufsicht</translation>
    </message>
    <message>
        <source>Strides</source>
        <translation>Schrittweiten</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>Eingangsstufe</translation>
    </message>
    <message>
        <source>Stride of the stem</source>
        <translation>Schrittweite der Eingangsstufe</translation>
    </message>
    <message>
        <source>Weight of Dice</source>
        <translation>Gewicht von Dice</translation>
    </message>
    <message>
        <source>Weight of cross entropy</source>
        <translation>Gewicht der Kreuzentropie</translation>
    </message>
    <message>
        <source>Dice over the batch</source>
        <translation>Dice über den Stapel</translation>
    </message>
    <message>
        <source>Mirroring</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Overlap of tiles</source>
        <translation>Überlappung der Kacheln</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation>Segmentierung</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>empty: automatic</source>
        <translation>leer: automatisch</translation>
    </message>
    <message>
        <source>usually %1</source>
        <translation>üblich %1</translation>
    </message>
</context>
<context>
    <name>selvox::ui::PlaneStrip</name>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>koronar</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagittal</translation>
    </message>
    <message>
        <source>Slices in three planes</source>
        <translation>Schichten in drei Ebenen</translation>
    </message>
    <message>
        <source>axial slice %1, coronal %2, sagittal %3</source>
        <translation>axiale Schicht %1, koronar %2, sagittal %3</translation>
    </message>
</context>
<context>
    <name>selvox::ui::PreflightPane</name>
    <message>
        <source>Before the launch</source>
        <translation>Vor dem Start</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>%1 steps/s, measured</source>
        <translation>%1 Schritte/s, gemessen</translation>
    </message>
    <message>
        <source>%1 s a step, measured</source>
        <translation>%1 s je Schritt, gemessen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>Launching</source>
        <translation>Wird gestartet</translation>
    </message>
    <message>
        <source>Launch · about %1</source>
        <translation>Starten · etwa %1</translation>
    </message>
    <message numerus="yes">
        <source>%n to correct first</source>
        <translation>
            <numerusform>%n zuerst berichtigen</numerusform>
            <numerusform>%n zuerst berichtigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::PreviewPane</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Another random draw</source>
        <translation>Anderer Zufallszug</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next volume</source>
        <translation>Nächstes Volumen</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Aufbereiten</translation>
    </message>
    <message>
        <source>Other volumes</source>
        <translation>Andere Volumen</translation>
    </message>
    <message>
        <source>%1 · seed %2</source>
        <translation>%1 · Startwert %2</translation>
    </message>
</context>
<context>
    <name>selvox::ui::PreviewPanel</name>
    <message>
        <source>Play the previews</source>
        <translation>Vorschauen abspielen</translation>
    </message>
    <message>
        <source>Previews appear here when the run writes its first one.</source>
        <translation>Vorschauen erscheinen hier, sobald der Lauf die erste schreibt.</translation>
    </message>
    <message>
        <source>Step of the preview</source>
        <translation>Schritt der Vorschau</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>slice</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>%1 of %2 · step %3</source>
        <translation>%1 von %2 · Schritt %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>2D</source>
        <translation>2D</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ProblemPage</name>
    <message>
        <source>This workspace was written by a newer Selvox</source>
        <translation>Dieser Arbeitsbereich wurde von einem neueren Selvox geschrieben</translation>
    </message>
    <message>
        <source>Another program holds this workspace</source>
        <translation>Ein anderes Programm hält diesen Arbeitsbereich</translation>
    </message>
    <message>
        <source>There is no workspace in this folder</source>
        <translation>In diesem Ordner ist kein Arbeitsbereich</translation>
    </message>
    <message>
        <source>The catalog of this workspace is damaged</source>
        <translation>Der Katalog dieses Arbeitsbereichs ist beschädigt</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>This workspace could not be opened</source>
        <translation>Dieser Arbeitsbereich konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Update Selvox on this machine, or open the workspace where it was last used. Nothing was changed.</source>
        <translation>Aktualisieren Sie Selvox auf dieser Maschine, oder öffnen Sie den Arbeitsbereich dort, wo er zuletzt benutzt wurde. Nichts wurde verändert.</translation>
    </message>
    <message>
        <source>Wait until that program is done, or end it, then try again.</source>
        <translation>Warten Sie, bis jenes Programm fertig ist, oder beenden Sie es, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Make it a workspace, or choose another folder.</source>
        <translation>Machen Sie ihn zum Arbeitsbereich, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Restore catalog.sqlite from a copy. Runs and cache are not touched; the scans can be imported again.</source>
        <translation>Stellen Sie catalog.sqlite aus einer Kopie wieder her. Läufe und Zwischenspeicher sind unberührt; die Aufnahmen lassen sich erneut importieren.</translation>
    </message>
    <message>
        <source>Free some space on that disk, then try again.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check that the folder can be read and written, then try again.</source>
        <translation>Prüfen Sie, ob der Ordner gelesen und beschrieben werden kann, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Other workspaces</source>
        <translation>Andere Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Make it a workspace</source>
        <translation>Zum Arbeitsbereich machen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ProgressStrip</name>
    <message>
        <source>of %1 steps</source>
        <translation>von %1 Schritten</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>left, done at %1</source>
        <translation>noch, fertig um %1</translation>
    </message>
    <message>
        <source>steps/s</source>
        <translation>Schritte/s</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>so far</source>
        <translation>bisher</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>last checkpoint</source>
        <translation>letzter Sicherungspunkt</translation>
    </message>
</context>
<context>
    <name>selvox::ui::QuarantineModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Why, and what to do</source>
        <translation>Warum, und was zu tun ist</translation>
    </message>
</context>
<context>
    <name>selvox::ui::QuarantineView</name>
    <message>
        <source>Quarantined files</source>
        <translation>Dateien in Quarantäne</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path and reason</source>
        <translation>Pfad und Grund kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n entries were not imported. The originals are untouched.</source>
        <translation>
            <numerusform>%n Eintrag wurde nicht importiert. Die Originale sind unberührt.</numerusform>
            <numerusform>%n Einträge wurden nicht importiert. Die Originale sind unberührt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::RecentRow</name>
    <message>
        <source>Locate</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>Von dieser Liste nehmen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunActions</name>
    <message>
        <source>%1: %2 could not be asked for. %3</source>
        <translation>%1: %2 konnte nicht verlangt werden. %3</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Sicherungspunkt</translation>
    </message>
    <message>
        <source>%1: a checkpoint comes after this step.</source>
        <translation>%1: nach diesem Schritt folgt ein Sicherungspunkt.</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <translation>%1 geht weiter.</translation>
    </message>
    <message>
        <source>%1 writes a checkpoint and ends. It can be resumed from there later.</source>
        <translation>%1 schreibt einen Sicherungspunkt und endet. Von dort kann er später fortgesetzt werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) write a checkpoint and end. They can be resumed from there later.</source>
        <translation>
            <numerusform>%n Lauf schreibt einen Sicherungspunkt und endet. Von dort kann er später fortgesetzt werden.</numerusform>
            <numerusform>%n Läufe schreiben einen Sicherungspunkt und enden. Von dort können sie später fortgesetzt werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop run</source>
        <translation>Lauf anhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s), %1</source>
        <translation>
            <numerusform>%n Sicherungspunkt, %1</numerusform>
            <numerusform>%n Sicherungspunkte, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>A running run cannot be deleted. Stop it first.</source>
        <translation>Ein laufender Lauf kann nicht gelöscht werden. Halten Sie ihn zuerst an.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is deleted for good: %2.</source>
        <translation>%1 wird endgültig gelöscht: %2.</translation>
    </message>
    <message>
        <source>Fine-tuned from it and kept: %1.</source>
        <translation>Davon feinabgestimmt und behalten: %1.</translation>
    </message>
    <message>
        <source>Delete run</source>
        <translation>Lauf löschen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>%1 deleted.</source>
        <translation>%1 gelöscht.</translation>
    </message>
    <message>
        <source>the command ended with exit code %1</source>
        <translation>der Befehl endete mit %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunDetailPanel</name>
    <message>
        <source>Previews</source>
        <translation>Vorschauen</translation>
    </message>
    <message>
        <source>Parts of the run</source>
        <translation>Teile des Laufs</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Sicherungspunkte</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>%1 %2D</source>
        <translation>%1 %2D</translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n Label</numerusform>
            <numerusform>%n Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>Checkpoints · %1</source>
        <translation>Sicherungspunkte · %1</translation>
    </message>
    <message>
        <source>Evaluate %1</source>
        <translation>%1 auswerten</translation>
    </message>
    <message>
        <source>The evaluation did not finish: %1</source>
        <translation>Die Auswertung wurde nicht fertig: %1</translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunRowDelegate</name>
    <message>
        <source>resume from the last checkpoint</source>
        <translation>vom letzten Sicherungspunkt fortsetzen</translation>
    </message>
    <message>
        <source>the process is gone</source>
        <translation>der Prozess ist weg</translation>
    </message>
    <message>
        <source>place %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunTableModel</name>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>no dataset</source>
        <translation>kein Datensatz</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Ohne Vortraining</translation>
    </message>
    <message>
        <source>Fine-tuned</source>
        <translation>Feinabgestimmt</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>Von %1</translation>
    </message>
    <message>
        <source>Pretraining</source>
        <translation>Vortraining</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>curve shown</source>
        <translation>Kurve gezeigt</translation>
    </message>
    <message>
        <source>curve hidden</source>
        <translation>Kurve verborgen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Test Dice with its 95 % bootstrap interval over cases where the run was evaluated, else the best validation value</source>
        <translation>Test-Dice mit 95-%-Bootstrap-Intervall über die Fälle, wo der Lauf ausgewertet wurde, sonst der beste Validierungswert</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Best [95 %]</source>
        <translation>Bester [95 %]</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunTablePanel</name>
    <message>
        <source>Filter: method:mae labels&lt;=8 state:done</source>
        <translation>Filter: method:mae labels&lt;=8 state:done</translation>
    </message>
    <message>
        <source>Runs appear here once something is trained: their progress, curves and results.</source>
        <translation>Läufe erscheinen hier, sobald etwas trainiert wird: Fortschritt, Kurven und Ergebnisse.</translation>
    </message>
    <message>
        <source>Set up an experiment</source>
        <translation>Experiment einrichten</translation>
    </message>
    <message>
        <source>Group by pretraining</source>
        <translation>Nach Vortraining gruppieren</translation>
    </message>
    <message>
        <source>Group by dataset</source>
        <translation>Nach Datensatz gruppieren</translation>
    </message>
    <message>
        <source>Group by method</source>
        <translation>Nach Methode gruppieren</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Keine Gruppen</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Gruppierung</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 von %2 Läufen</translation>
    </message>
    <message>
        <source>Reading runs: %1 of %2</source>
        <translation>Lese Läufe: %1 von %2</translation>
    </message>
    <message>
        <source>Reading runs</source>
        <translation>Lese Läufe</translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunTableView</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunsPage</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Views of the runs</source>
        <translation>Ansichten der Läufe</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Sicherungspunkt</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Anhalten…</translation>
    </message>
    <message>
        <source>Delete run…</source>
        <translation>Lauf löschen…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Compare %1</source>
        <translation>%1 vergleichen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>%1 of %2 runs selected</source>
        <translation>%1 von %2 Läufen ausgewählt</translation>
    </message>
    <message>
        <source>There is no run named %1 in this workspace.</source>
        <translation>Es gibt keinen Lauf namens %1 in diesem Arbeitsbereich.</translation>
    </message>
</context>
<context>
    <name>selvox::ui::Scalar</name>
    <message>
        <source>Loss</source>
        <translation>Verlustfunktion</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>Dice, validation</source>
        <translation>Dice, Validierung</translation>
    </message>
    <message>
        <source>Test Dice</source>
        <translation>Test-Dice</translation>
    </message>
    <message>
        <source>Time per step</source>
        <translation>Zeit je Schritt</translation>
    </message>
    <message>
        <source>seconds by part</source>
        <translation>Sekunden nach Teilen</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Höchster Speicher</translation>
    </message>
    <message>
        <source>of the worker</source>
        <translation>des Rechenprozesses</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>before clipping</source>
        <translation>vor dem Begrenzen</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Embedding std</source>
        <translation>Streuung der Einbettung</translation>
    </message>
    <message>
        <source>times √d; near 1 is healthy</source>
        <translation>mal √d; nahe 1 ist gesund</translation>
    </message>
    <message>
        <source>Effective rank</source>
        <translation>Effektiver Rang</translation>
    </message>
    <message>
        <source>dimensions in use</source>
        <translation>benutzte Dimensionen</translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation>Angleichung</translation>
    </message>
    <message>
        <source>distance of two views of one patch</source>
        <translation>Abstand zweier Ansichten eines Ausschnitts</translation>
    </message>
    <message>
        <source>Uniformity</source>
        <translation>Gleichverteilung</translation>
    </message>
    <message>
        <source>lower spreads wider</source>
        <translation>kleiner streut weiter</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>steps per second</source>
        <translation>Schritte pro Sekunde</translation>
    </message>
    <message>
        <source>Optimisation</source>
        <translation>Optimierung</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>Kollaps</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Loss and validation</source>
        <translation>Verlust und Validierung</translation>
    </message>
    <message>
        <source>Time and memory</source>
        <translation>Zeit und Speicher</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>accuracy on held-out patients</source>
        <translation>Genauigkeit an zurückgehaltenen Patienten</translation>
    </message>
    <message>
        <source>Nearest neighbours</source>
        <translation>Nächste Nachbarn</translation>
    </message>
    <message>
        <source>Linear probe</source>
        <translation>Lineare Probe</translation>
    </message>
    <message>
        <source>Active units</source>
        <translation>Aktive Einheiten</translation>
    </message>
    <message>
        <source>dimensions of the code in use</source>
        <translation>genutzte Dimensionen des Codes</translation>
    </message>
    <message>
        <source>Discriminator accuracy</source>
        <translation>Genauigkeit des Diskriminators</translation>
    </message>
    <message>
        <source>over 0.95 for long: it has won</source>
        <translation>lange über 0,95: er hat gewonnen</translation>
    </message>
    <message>
        <source>Accuracy on real pairs</source>
        <translation>Genauigkeit an echten Paaren</translation>
    </message>
    <message>
        <source>Accuracy on made pairs</source>
        <translation>Genauigkeit an erzeugten Paaren</translation>
    </message>
    <message>
        <source>Diversity of samples</source>
        <translation>Vielfalt der Stichproben</translation>
    </message>
    <message>
        <source>Largest cluster</source>
        <translation>Größter Cluster</translation>
    </message>
    <message>
        <source>share of the batch</source>
        <translation>Anteil am Batch</translation>
    </message>
    <message>
        <source>Dead prototypes</source>
        <translation>Tote Prototypen</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>Teacher entropy</source>
        <translation>Entropie des Lehrers</translation>
    </message>
    <message>
        <source>between 0 and ln K</source>
        <translation>zwischen 0 und ln K</translation>
    </message>
    <message>
        <source>Teacher to student, KL</source>
        <translation>Lehrer zu Schüler, KL</translation>
    </message>
    <message>
        <source>Adversaries</source>
        <translation>Gegenspieler</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ScatterPlot</name>
    <message numerus="yes">
        <source>Every case: %1 over %2, %n point(s)</source>
        <translation>
            <numerusform>Jeder Fall: %1 über %2, %n Punkt</numerusform>
            <numerusform>Jeder Fall: %1 über %2, %n Punkte</numerusform>
        </translation>
    </message>
    <message>
        <source>Every test case appears here when both runs have been evaluated on the same cases.</source>
        <translation>Jeder Testfall erscheint hier, wenn beide Läufe auf denselben Fällen ausgewertet sind.</translation>
    </message>
    <message>
        <source>%1 better</source>
        <translation>%1 besser</translation>
    </message>
</context>
<context>
    <name>selvox::ui::SchemaForm</name>
    <message>
        <source>Only changed</source>
        <translation>Nur Geändertes</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n changed&lt;/b&gt; from &lt;i&gt;%1&lt;/i&gt;</source>
        <translation>
            <numerusform>&lt;b&gt;%n geändert&lt;/b&gt; gegenüber &lt;i&gt;%1&lt;/i&gt;</numerusform>
            <numerusform>&lt;b&gt;%n geändert&lt;/b&gt; gegenüber &lt;i&gt;%1&lt;/i&gt;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Advanced · %n changed</source>
        <translation>
            <numerusform>Erweitert · %n geändert</numerusform>
            <numerusform>Erweitert · %n geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>Advanced · as usual</source>
        <translation>Erweitert · wie üblich</translation>
    </message>
    <message>
        <source>Usual settings</source>
        <translation>Übliche Werte</translation>
    </message>
</context>
<context>
    <name>selvox::ui::SeriesModel</name>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1, labelled</source>
        <translation>%1, annotiert</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Size, voxels</source>
        <translation>Größe, Voxel</translation>
    </message>
    <message>
        <source>Spacing, mm</source>
        <translation>Abstand, mm</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
</context>
<context>
    <name>selvox::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language (from the next start)</source>
        <translation>Sprache (ab dem nächsten Start)</translation>
    </message>
    <message>
        <source>Radiology</source>
        <translation>Radiologie</translation>
    </message>
    <message>
        <source>Mouse in the viewer</source>
        <translation>Maus im Betrachter</translation>
    </message>
</context>
<context>
    <name>selvox::ui::SettingsTab</name>
    <message>
        <source>Filter settings</source>
        <translation>Einstellungen filtern</translation>
    </message>
    <message>
        <source>Only changed</source>
        <translation>Nur Geändertes</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>Dimensionen</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>start weights</source>
        <translation>Startgewichte</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message numerus="yes">
        <source>%1 settings, %n changed from the defaults</source>
        <translation>
            <numerusform>%1 Einstellungen, %n gegenüber den Standardwerten geändert</numerusform>
            <numerusform>%1 Einstellungen, %n gegenüber den Standardwerten geändert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::SetupStrip</name>
    <message>
        <source>as the split</source>
        <translation>wie aufgeteilt</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>Dimension</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Labelled cases</source>
        <translation>Annotierte Fälle</translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation>noch keine Daten</translation>
    </message>
    <message>
        <source>%1 is not there in 2D</source>
        <translation>%1 gibt es nicht in 2D</translation>
    </message>
    <message>
        <source>%1 is not there in 3D</source>
        <translation>%1 gibt es nicht in 3D</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>The network of the run it starts from</source>
        <translation>Das Netz des Laufs, von dem es ausgeht</translation>
    </message>
</context>
<context>
    <name>selvox::ui::SidePane</name>
    <message>
        <source>Show layers, labels and window (F4)</source>
        <translation>Ebenen, Labels und Fenster zeigen (F4)</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation>Fenster und Lage</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Taste %1</translation>
    </message>
    <message>
        <source>W %1 · L %2</source>
        <translation>W %1 · L %2</translation>
    </message>
    <message>
        <source>Layers, labels, window   F4</source>
        <translation>Ebenen, Labels, Fenster   F4</translation>
    </message>
</context>
<context>
    <name>selvox::ui::SourcePanel</name>
    <message>
        <source>Datasets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Import a dataset</source>
        <translation>Datensatz importieren</translation>
    </message>
    <message>
        <source>All data</source>
        <translation>Alle Daten</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>Aufteilen…</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>annotiert</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>ohne Label</translation>
    </message>
    <message>
        <source>modality: %1</source>
        <translation>Modalität: %1</translation>
    </message>
    <message>
        <source>split: %1</source>
        <translation>Aufteilung: %1</translation>
    </message>
    <message>
        <source>in no split</source>
        <translation>nicht aufgeteilt</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
</context>
<context>
    <name>selvox::ui::SplitDialog</name>
    <message>
        <source>Split dataset</source>
        <translation>Datensatz aufteilen</translation>
    </message>
    <message>
        <source>Split %1</source>
        <translation>%1 aufteilen</translation>
    </message>
    <message>
        <source>By patient: no patient stands on two sides. Numbers of cases, or shares such as 0.8; the one left empty takes the rest.</source>
        <translation>Nach Patienten: kein Patient steht auf zwei Seiten. Anzahl von Fällen oder Anteile wie 0.8; was leer bleibt, nimmt den Rest.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>the rest</source>
        <translation>der Rest</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Labelled in training</source>
        <translation>Annotiert im Training</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 cases of %2 patients: &lt;b&gt;%3&lt;/b&gt; training (&lt;b&gt;%4&lt;/b&gt; with labels in use), &lt;b&gt;%5&lt;/b&gt; validation, &lt;b&gt;%6&lt;/b&gt; test.</source>
        <translation>%1 Fälle von %2 Patienten: &lt;b&gt;%3&lt;/b&gt; Training (&lt;b&gt;%4&lt;/b&gt; mit benutzten Labels), &lt;b&gt;%5&lt;/b&gt; Validierung, &lt;b&gt;%6&lt;/b&gt; Test.</translation>
    </message>
    <message>
        <source>%1 is split: %2 training, %3 validation, %4 test.</source>
        <translation>%1 ist aufgeteilt: %2 Training, %3 Validierung, %4 Test.</translation>
    </message>
</context>
<context>
    <name>selvox::ui::StartPage</name>
    <message>
        <source>today %1</source>
        <translation>heute %1</translation>
    </message>
    <message>
        <source>Learn from unlabelled scans, then from few labels, and see in 3D whether it helped.</source>
        <translation>Aus nicht annotierten Aufnahmen lernen, dann aus wenigen Labels, und in 3D sehen, ob es geholfen hat.</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Neuer Arbeitsbereich</translation>
    </message>
    <message>
        <source>One folder for catalog, cache and runs. Your scans stay where they are.</source>
        <translation>Ein Ordner für Katalog, Zwischenspeicher und Läufe. Ihre Aufnahmen bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>A folder on this machine or a mounted disk.</source>
        <translation>Ein Ordner auf dieser Maschine oder einem eingebundenen Datenträger.</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Vorführung ausprobieren</translation>
    </message>
    <message>
        <source>Made-up anatomy, two modalities: import, pretraining, fine-tuning. Up to 8 minutes on this machine, about 400 MB.</source>
        <translation>Erfundene Anatomie, zwei Modalitäten: Import, Vortraining, Feinabstimmung. Bis zu 8 Minuten auf dieser Maschine, etwa 400 MB.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Drop a folder of scans here</source>
        <translation>Ordner mit Aufnahmen hierher ziehen</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Diese Maschine</translation>
    </message>
    <message>
        <source>Mouse in the viewer</source>
        <translation>Maus im Betrachter</translation>
    </message>
    <message>
        <source>Radiology</source>
        <translation>Radiologie</translation>
    </message>
    <message>
        <source>Works offline. Sends nothing anywhere. Identities are replaced on import. For research, not for diagnosis.</source>
        <translation>Arbeitet ohne Netz. Sendet nichts. Identitäten werden beim Import ersetzt. Für die Forschung, nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>Workspaces that you opened will be listed here.</source>
        <translation>Geöffnete Arbeitsbereiche stehen hier.</translation>
    </message>
    <message>
        <source>not found; disk not connected?</source>
        <translation>nicht gefunden; Datenträger nicht verbunden?</translation>
    </message>
    <message>
        <source>%1 series · %2 runs</source>
        <translation>%1 Serien · %2 Läufe</translation>
    </message>
    <message>
        <source>No worker</source>
        <translation>Kein Rechenprozess</translation>
    </message>
    <message>
        <source>mixed precision where it helps</source>
        <translation>gemischte Genauigkeit, wo sie hilft</translation>
    </message>
    <message>
        <source>training runs on the processor</source>
        <translation>trainiert wird auf dem Prozessor</translation>
    </message>
    <message>
        <source>Asking the worker</source>
        <translation>Frage den Rechenprozess</translation>
    </message>
    <message>
        <source>devices and methods</source>
        <translation>Geräte und Methoden</translation>
    </message>
    <message numerus="yes">
        <source>%n cores</source>
        <translation>
            <numerusform>%n Kern</numerusform>
            <numerusform>%n Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>imports and training share them</source>
        <translation>Importe und Training teilen sie sich</translation>
    </message>
    <message>
        <source>%1 free in %2</source>
        <translation>%1 frei in %2</translation>
    </message>
    <message>
        <source>enough for catalog, cache and runs</source>
        <translation>genug für Katalog, Zwischenspeicher und Läufe</translation>
    </message>
    <message>
        <source>checkpoints and cache may not fit; choose another disk</source>
        <translation>Sicherungspunkte und Zwischenspeicher passen womöglich nicht; wählen Sie einen anderen Datenträger</translation>
    </message>
    <message>
        <source>OpenGL for 3D</source>
        <translation>OpenGL für 3D</translation>
    </message>
    <message>
        <source>3D is not available</source>
        <translation>3D ist nicht verfügbar</translation>
    </message>
    <message>
        <source>version 3.2 or newer</source>
        <translation>Version 3.2 oder neuer</translation>
    </message>
    <message>
        <source>no OpenGL 3.2; slices are as fast as ever</source>
        <translation>kein OpenGL 3.2; Schichten sind so schnell wie immer</translation>
    </message>
    <message>
        <source>Folder (*)</source>
        <translation>Ordner (*)</translation>
    </message>
    <message>
        <source>DICOM, NIfTI, PNG, JPEG, decathlon. Nothing is copied or changed until you say so.</source>
        <translation>DICOM, NIfTI, PNG, JPEG, Decathlon. Nichts wird kopiert oder verändert, bevor Sie es sagen.</translation>
    </message>
</context>
<context>
    <name>selvox::ui::StatusStrip</name>
    <message>
        <source>Jobs · idle</source>
        <translation>Aufgaben · keine</translation>
    </message>
    <message>
        <source>Jobs (Ctrl+J)</source>
        <translation>Aufgaben (Strg+J)</translation>
    </message>
    <message>
        <source>no workspace open</source>
        <translation>kein Arbeitsbereich offen</translation>
    </message>
    <message>
        <source>%1 · %2 free</source>
        <translation>%1 · %2 frei</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Jobs · %1</source>
        <translation>Aufgaben · %1</translation>
    </message>
</context>
<context>
    <name>selvox::ui::Toast</name>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ViewerBar</name>
    <message>
        <source>Window preset</source>
        <translation>Fenstervorgabe</translation>
    </message>
    <message>
        <source>Window preset (keys 1 to 9)</source>
        <translation>Fenstervorgabe (Tasten 1 bis 9)</translation>
    </message>
    <message>
        <source>Arrangement of the views</source>
        <translation>Anordnung der Ansichten</translation>
    </message>
    <message>
        <source>3D view</source>
        <translation>3D-Ansicht</translation>
    </message>
    <message>
        <source>Save a picture of the views</source>
        <translation>Bild der Ansichten sichern</translation>
    </message>
    <message>
        <source>What dragging with the left button does</source>
        <translation>Was Ziehen mit der linken Taste bewirkt</translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation>Fenster und Lage</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>Measure (M)</source>
        <translation>Messen (M)</translation>
    </message>
    <message>
        <source>How labels are shown</source>
        <translation>Wie Labels gezeigt werden</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Filled labels (G hides and shows them)</source>
        <translation>Gefüllte Labels (G verbirgt und zeigt sie)</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>Umrisse</translation>
    </message>
    <message>
        <source>Outlines of the labels (O)</source>
        <translation>Umrisse der Labels (O)</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Prediction against reference (D)</source>
        <translation>Vorhersage gegen Referenz (D)</translation>
    </message>
    <message>
        <source>Swipe A | B</source>
        <translation>Wischen A | B</translation>
    </message>
    <message>
        <source>A at the left of the line, B at its right; drag the line</source>
        <translation>A links der Linie, B rechts; ziehen Sie die Linie</translation>
    </message>
    <message>
        <source>Axial, sagittal, coronal, 3D</source>
        <translation>Axial, sagittal, koronar, 3D</translation>
    </message>
    <message>
        <source>Slicer order</source>
        <translation>Reihenfolge von Slicer</translation>
    </message>
    <message>
        <source>Three planes in a row</source>
        <translation>Drei Ebenen nebeneinander</translation>
    </message>
    <message>
        <source>One large, three small</source>
        <translation>Eine große, drei kleine</translation>
    </message>
    <message>
        <source>Surfaces of the labels</source>
        <translation>Oberflächen der Labels</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Verschiebung</translation>
    </message>
    <message>
        <source>Shift of the volume&apos;s colours</source>
        <translation>Verschiebung der Farben des Volumens</translation>
    </message>
    <message>
        <source>W %1 · L %2</source>
        <translation>W %1 · L %2</translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation>%1, Taste %2</translation>
    </message>
    <message>
        <source>This case has no labels</source>
        <translation>Dieser Fall hat keine Labels</translation>
    </message>
    <message>
        <source>Needs a reference and a prediction: choose a run at the left</source>
        <translation>Braucht Referenz und Vorhersage: wählen Sie links einen Lauf</translation>
    </message>
    <message>
        <source>Needs a prediction: choose a run at the left</source>
        <translation>Braucht eine Vorhersage: wählen Sie links einen Lauf</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ViewerPage</name>
    <message>
        <source>All series</source>
        <translation>Alle Serien</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Worst %1 first</source>
        <translation>Schlechteste zuerst nach %1</translation>
    </message>
    <message>
        <source>mean Dice</source>
        <translation>mittlerer Dice</translation>
    </message>
    <message>
        <source>%1 Dice</source>
        <translation>Dice von %1</translation>
    </message>
    <message>
        <source>%1 HD95</source>
        <translation>HD95 von %1</translation>
    </message>
    <message>
        <source>%1 cases · %2</source>
        <translation>%1 Fälle · %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Prediction A, %1</source>
        <translation>Vorhersage A, %1</translation>
    </message>
    <message>
        <source>Prediction B, %1</source>
        <translation>Vorhersage B, %1</translation>
    </message>
    <message>
        <source>Scans will be shown here. Import some first.</source>
        <translation>Aufnahmen werden hier gezeigt. Importieren Sie zuerst welche.</translation>
    </message>
    <message>
        <source>Import scans</source>
        <translation>Aufnahmen importieren</translation>
    </message>
    <message>
        <source>Choose a case at the left.</source>
        <translation>Wählen Sie links einen Fall.</translation>
    </message>
    <message>
        <source>Series of the catalog, or the cases of a run</source>
        <translation>Serien des Katalogs, oder die Fälle eines Laufs</translation>
    </message>
    <message>
        <source>Order of the cases</source>
        <translation>Reihenfolge der Fälle</translation>
    </message>
    <message>
        <source>Filter cases</source>
        <translation>Fälle filtern</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>P and N: previous, next case</source>
        <translation>P und N: vorheriger, nächster Fall</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Nächster Fall</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>Vorheriger Fall</translation>
    </message>
    <message>
        <source>Save a picture of all views</source>
        <translation>Bild aller Ansichten sichern</translation>
    </message>
    <message>
        <source>Save a picture of the active view</source>
        <translation>Bild der aktiven Ansicht sichern</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>Vergleichen mit…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Ausgeben…</translation>
    </message>
    <message>
        <source>No other evaluated run</source>
        <translation>Kein anderer ausgewerteter Lauf</translation>
    </message>
    <message>
        <source>%1 against reference</source>
        <translation>%1 gegen Referenz</translation>
    </message>
    <message>
        <source>%1 and %2 against reference</source>
        <translation>%1 und %2 gegen Referenz</translation>
    </message>
    <message numerus="yes">
        <source>%1 split, %n cases</source>
        <translation>
            <numerusform>%1, %n Fall</numerusform>
            <numerusform>%1, %n Fälle</numerusform>
        </translation>
    </message>
    <message>
        <source>left is patient right (radiological)</source>
        <translation>links ist rechts des Patienten (radiologisch)</translation>
    </message>
    <message>
        <source>There is no picture to save: open a case first.</source>
        <translation>Es gibt kein Bild zu sichern: öffnen Sie zuerst einen Fall.</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>Bild sichern</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gesichert</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
</context>
<context>
    <name>selvox::ui::WindowHistogram</name>
    <message>
        <source>Histogram with the window; arrows move the level, Shift and arrows change the width</source>
        <translation>Histogramm mit dem Fenster; Pfeile bewegen die Lage, Umschalt und Pfeile ändern die Breite</translation>
    </message>
</context>
<context>
    <name>selvox::ui::Words</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
</context>
<context>
    <name>selvox::ui::WorkerLink</name>
    <message>
        <source>selvox-worker is not installed beside this program.</source>
        <translation>selvox-worker ist nicht neben diesem Programm installiert.</translation>
    </message>
    <message>
        <source>selvox-worker could not be started.</source>
        <translation>selvox-worker konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>The worker ended while it was asked. Try again; its settings may need less memory.</source>
        <translation>Der Rechenprozess endete während der Frage. Versuchen Sie es erneut; die Einstellungen brauchen womöglich zu viel Speicher.</translation>
    </message>
</context>
<context>
    <name>selvox::ui::WorkerWords</name>
    <message>
        <source>Hide blocks of a patch and restore them; trains encoder and decoder</source>
        <translation>Blöcke eines Ausschnitts verbergen und wiederherstellen; trainiert Encoder und Decoder</translation>
    </message>
    <message>
        <source>Share of the patch that is hidden. Higher makes the task harder and the features more global.</source>
        <translation>Anteil des Ausschnitts, der verborgen wird. Höher macht die Aufgabe schwerer und die Merkmale umfassender.</translation>
    </message>
    <message>
        <source>voxels</source>
        <translation>Voxel</translation>
    </message>
    <message>
        <source>Side of the hidden blocks. Larger asks for anatomy, smaller for texture. Auto: 16, halved along each axis until four blocks fit.</source>
        <translation>Kante der verborgenen Blöcke. Größer fragt nach Anatomie, kleiner nach Textur. Automatisch: 16, je Achse halbiert, bis vier Blöcke passen.</translation>
    </message>
    <message>
        <source>Each block is compared in units of its own mean and spread. On stresses texture; needs a patch that whole blocks fill.</source>
        <translation>Jeder Block wird in Einheiten seines eigenen Mittels und seiner Streuung verglichen. An betont Textur; braucht einen Ausschnitt, den ganze Blöcke füllen.</translation>
    </message>
    <message>
        <source>Two views of one patch attract, other patches repel; wants large batches</source>
        <translation>Zwei Ansichten eines Ausschnitts ziehen sich an, andere stoßen sich ab; will große Stapel</translation>
    </message>
    <message>
        <source>How sharply near negatives count. Lower: the hardest dominate; higher: all alike. Large batches bear 0.1.</source>
        <translation>Wie scharf nahe Negative zählen. Niedriger: die schwersten bestimmen; höher: alle gleich. Große Stapel vertragen 0,1.</translation>
    </message>
    <message>
        <source>features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Width of the projector&apos;s hidden layer.</source>
        <translation>Breite der verborgenen Schicht des Projektors.</translation>
    </message>
    <message>
        <source>Length of the embedding on which the loss is taken.</source>
        <translation>Länge der Einbettung, auf der der Verlust berechnet wird.</translation>
    </message>
    <message>
        <source>Normalisation inside the heads. Batch norm needs some 32 samples a batch; layer norm works with two. Auto: batch in 2D, layer in 3D.</source>
        <translation>Normierung in den Köpfen. Batch-Norm braucht etwa 32 Proben je Stapel; Layer-Norm arbeitet mit zwei. Automatisch: Batch in 2D, Layer in 3D.</translation>
    </message>
    <message>
        <source>Predict a slow copy of the network on another view; bears small batches</source>
        <translation>Eine träge Kopie des Netzes auf einer anderen Ansicht vorhersagen; verträgt kleine Stapel</translation>
    </message>
    <message>
        <source>Momentum of the target at the start; it rises to 1 by a cosine. Lower for short runs, 0.996 for long ones.</source>
        <translation>Trägheit des Ziels am Anfang; sie steigt als Kosinus auf 1. Niedriger für kurze Läufe, 0,996 für lange.</translation>
    </message>
    <message>
        <source>Width of the hidden layers of projector and predictor.</source>
        <translation>Breite der verborgenen Schichten von Projektor und Prädiktor.</translation>
    </message>
    <message>
        <source>Test double: learns nothing</source>
        <translation>Testdouble: lernt nichts</translation>
    </message>
    <message>
        <source>Test double: its loss becomes NaN</source>
        <translation>Testdouble: der Verlust wird NaN</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>First step whose loss is not a number.</source>
        <translation>Erster Schritt, dessen Verlust keine Zahl ist.</translation>
    </message>
    <message>
        <source>Test double: every step takes its time</source>
        <translation>Testdouble: jeder Schritt braucht seine Zeit</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Extra time of each step.</source>
        <translation>Zusätzliche Zeit je Schritt.</translation>
    </message>
    <message>
        <source>nnU-Net&apos;s plain U-Net: the first choice for segmentation and restoration</source>
        <translation>Das schlichte U-Net von nnU-Net: erste Wahl für Segmentierung und Wiederherstellung</translation>
    </message>
    <message>
        <source>Resolutions of the pyramid. Fewer: faster, sees less context. Auto: as many as the patch allows, at most 6 in 3D and 7 in 2D.</source>
        <translation>Auflösungen der Pyramide. Weniger: schneller, sieht weniger Umgebung. Automatisch: so viele, wie der Ausschnitt erlaubt, höchstens 6 in 3D und 7 in 2D.</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Channels of the finest stage, doubled at each coarser one. Lower: faster and smaller.</source>
        <translation>Kanäle der feinsten Stufe, bei jeder gröberen verdoppelt. Niedriger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Most channels of any stage. Auto: 320 in 3D, 512 in 2D.</source>
        <translation>Höchstzahl der Kanäle einer Stufe. Automatisch: 320 in 3D, 512 in 2D.</translation>
    </message>
    <message>
        <source>Convolutions per stage. More: slower, a little more accurate on large data.</source>
        <translation>Faltungen je Stufe. Mehr: langsamer, auf großen Daten etwas genauer.</translation>
    </message>
    <message>
        <source>A loss at every resolution of the decoder: faster, steadier training. Off: one output only.</source>
        <translation>Ein Verlust auf jeder Auflösung des Decoders: schnelleres, stetigeres Lernen. Aus: nur eine Ausgabe.</translation>
    </message>
    <message>
        <source>Step of each stage along each axis (z, y, x), stage by stage. Auto: from patch and spacing.</source>
        <translation>Schritt jeder Stufe je Achse (z, y, x), Stufe für Stufe. Automatisch: aus Ausschnitt und Voxelabstand.</translation>
    </message>
    <message>
        <source>Kernel of each stage along each axis (z, y, x), stage by stage. Auto: from the spacing.</source>
        <translation>Kern jeder Stufe je Achse (z, y, x), Stufe für Stufe. Automatisch: aus dem Voxelabstand.</translation>
    </message>
    <message>
        <source>Small residual network: the first choice for classification and contrastive learning</source>
        <translation>Kleines Residualnetz: erste Wahl für Klassifikation und kontrastives Lernen</translation>
    </message>
    <message>
        <source>First layer. 7x7 with pooling: for images from about 64 voxels a side. Small (3x3, no pooling): for images of about 28 voxels, such as MedMNIST.</source>
        <translation>Erste Schicht. 7x7 mit Pooling: für Bilder ab etwa 64 Voxeln Kante. Small (3x3, ohne Pooling): für Bilder von etwa 28 Voxeln, wie MedMNIST.</translation>
    </message>
    <message>
        <source>Step of the 7x7 stem. 1 keeps more detail at 4 (2D) or 8 (3D) times the cost; MONAI uses 1.</source>
        <translation>Schritt der 7x7-Eingangsstufe. 1 behält mehr Einzelheiten zum 4-fachen (2D) oder 8-fachen (3D) Aufwand; MONAI nimmt 1.</translation>
    </message>
    <message>
        <source>Channels of the first layer, doubled at each of the next three. Lower: faster and smaller.</source>
        <translation>Kanäle der ersten Schicht, bei jeder der nächsten drei verdoppelt. Niedriger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Where a decoder is put on this encoder (segmentation): a loss at every resolution of the decoder.</source>
        <translation>Wo ein Decoder auf diesen Encoder gesetzt wird (Segmentierung): ein Verlust auf jeder Auflösung des Decoders.</translation>
    </message>
    <message>
        <source>Residual network of twice the depth</source>
        <translation>Residualnetz doppelter Tiefe</translation>
    </message>
    <message>
        <source>Outlines every labelled structure, voxel by voxel (Dice and cross entropy).</source>
        <translation>Umreißt jede annotierte Struktur, Voxel für Voxel (Dice und Kreuzentropie).</translation>
    </message>
    <message>
        <source>Weight of the Dice loss. Higher favours overlap of small structures.</source>
        <translation>Gewicht des Dice-Verlusts. Höher begünstigt die Überlappung kleiner Strukturen.</translation>
    </message>
    <message>
        <source>Weight of the cross entropy. Higher favours every single voxel.</source>
        <translation>Gewicht der Kreuzentropie. Höher begünstigt jedes einzelne Voxel.</translation>
    </message>
    <message>
        <source>Losses on the coarser outputs as well: learns faster, costs a little time.</source>
        <translation>Verluste auch auf den gröberen Ausgaben: lernt schneller, kostet etwas Zeit.</translation>
    </message>
    <message>
        <source>One Dice over the whole batch instead of one per patch; for 2D slices.</source>
        <translation>Ein Dice über den ganzen Stapel statt einer je Ausschnitt; für 2D-Schichten.</translation>
    </message>
    <message>
        <source>Predict every mirror image and average: a little better, four to eight times slower.</source>
        <translation>Jedes Spiegelbild vorhersagen und mitteln: etwas besser, vier- bis achtmal langsamer.</translation>
    </message>
    <message>
        <source>Overlap of neighbouring windows when predicting. Higher is smoother and slower.</source>
        <translation>Überlappung benachbarter Fenster bei der Vorhersage. Höher ist glatter und langsamer.</translation>
    </message>
    <message>
        <source>Starting point of every random draw. The same seed on the same data repeats the run.</source>
        <translation>Ausgangspunkt jedes Zufallszugs. Derselbe Startwert auf denselben Daten wiederholt den Lauf.</translation>
    </message>
    <message>
        <source>How large automatic sizes may be: what this device does at ease, what a large GPU does, or the paper&apos;s.</source>
        <translation>Wie groß automatische Größen sein dürfen: was dieses Gerät bequem schafft, was eine große GPU schafft, oder die der Veröffentlichung.</translation>
    </message>
    <message>
        <source>Length of the run in optimizer steps. More takes longer and usually helps, less and less. Auto: 1,000, or no limit when a time is given.</source>
        <translation>Länge des Laufs in Optimiererschritten. Mehr dauert länger und hilft meist, immer weniger. Automatisch: 1.000, oder keine Grenze, wenn eine Zeit gegeben ist.</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Most training time, over all resumes; the learning rate falls so that it ends with it. Auto: no limit.</source>
        <translation>Längste Trainingszeit über alle Fortsetzungen; die Lernrate fällt so, dass sie damit endet. Automatisch: keine Grenze.</translation>
    </message>
    <message>
        <source>AdamW adapts each weight&apos;s step; SGD with Nesterov momentum is nnU-Net&apos;s.</source>
        <translation>AdamW passt den Schritt jedes Gewichts an; SGD mit Nesterov-Impuls ist der von nnU-Net.</translation>
    </message>
    <message>
        <source>Learning rate at its highest. Too high diverges, too low wastes time.</source>
        <translation>Lernrate an ihrem höchsten Punkt. Zu hoch divergiert, zu niedrig verliert Zeit.</translation>
    </message>
    <message>
        <source>Factor on the learning rate of the encoder. Below 1 keeps pretrained features longer; 0 freezes them.</source>
        <translation>Faktor auf die Lernrate des Encoders. Unter 1 behält vortrainierte Merkmale länger; 0 friert sie ein.</translation>
    </message>
    <message>
        <source>Pull of the weights towards zero. With AdamW, biases and norms are left out.</source>
        <translation>Zug der Gewichte gegen null. Bei AdamW bleiben Versätze und Normen außen vor.</translation>
    </message>
    <message>
        <source>Momentum of SGD.</source>
        <translation>Impuls von SGD.</translation>
    </message>
    <message>
        <source>How the learning rate falls: to zero by a cosine or by (1 - t)^0.9, or not at all.</source>
        <translation>Wie die Lernrate fällt: als Kosinus oder als (1 - t)^0,9 auf null, oder gar nicht.</translation>
    </message>
    <message>
        <source>of the run</source>
        <translation>des Laufs</translation>
    </message>
    <message>
        <source>Share of the run in which the learning rate rises to its highest.</source>
        <translation>Anteil des Laufs, in dem die Lernrate auf ihren höchsten Wert steigt.</translation>
    </message>
    <message>
        <source>Largest gradient norm; longer gradients are scaled down to it. 0 turns it off.</source>
        <translation>Größte Gradientennorm; längere Gradienten werden darauf verkleinert. 0 schaltet es aus.</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Batches whose gradients are added before one optimizer step: a larger batch in the same memory.</source>
        <translation>Stapel, deren Gradienten vor einem Optimiererschritt addiert werden: ein größerer Stapel im selben Speicher.</translation>
    </message>
    <message>
        <source>Decay of a moving average of the weights that is evaluated instead of them. 0 turns it off.</source>
        <translation>Abklingen eines gleitenden Mittels der Gewichte, das an ihrer Stelle ausgewertet wird. 0 schaltet es aus.</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>Ausschnitte</translation>
    </message>
    <message>
        <source>Patches per step. Larger is steadier and slower. Auto: by device.</source>
        <translation>Ausschnitte je Schritt. Mehr ist stetiger und langsamer. Automatisch: nach Gerät.</translation>
    </message>
    <message>
        <source>Size of the patches, x,y,z (2D: x,y). Larger sees more context and takes more memory. Auto: by data and device.</source>
        <translation>Größe der Ausschnitte, x,y,z (2D: x,y). Größer sieht mehr Umgebung und braucht mehr Speicher. Automatisch: nach Daten und Gerät.</translation>
    </message>
    <message>
        <source>Share of each batch that is drawn around labelled voxels. Higher helps small structures.</source>
        <translation>Anteil jedes Stapels, der um annotierte Voxel gezogen wird. Höher hilft kleinen Strukturen.</translation>
    </message>
    <message>
        <source>Arithmetic of the network. Auto: a three-step trial on this machine decides.</source>
        <translation>Rechengenauigkeit des Netzes. Automatisch: ein Versuch von drei Schritten auf dieser Maschine entscheidet.</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Processor threads. Auto: all cores.</source>
        <translation>Threads des Prozessors. Automatisch: alle Kerne.</translation>
    </message>
    <message>
        <source>Steps between two validations. Auto: twenty times a run.</source>
        <translation>Schritte zwischen zwei Validierungen. Automatisch: zwanzigmal je Lauf.</translation>
    </message>
    <message>
        <source>validations</source>
        <translation>Validierungen</translation>
    </message>
    <message>
        <source>Stop after so many validations without a better one. 0 never stops early.</source>
        <translation>Halt nach so vielen Validierungen ohne eine bessere. 0 hält nie vorzeitig.</translation>
    </message>
    <message>
        <source>Steps between two points of a curve. Auto: 1 until a curve would pass 50,000 points.</source>
        <translation>Schritte zwischen zwei Punkten einer Kurve. Automatisch: 1, bis eine Kurve über 50.000 Punkte käme.</translation>
    </message>
    <message>
        <source>Previews written over a run.</source>
        <translation>Vorschauen, die über einen Lauf geschrieben werden.</translation>
    </message>
    <message>
        <source>Time between two checkpoints: what a crash can cost at most.</source>
        <translation>Zeit zwischen zwei Sicherungspunkten: was ein Absturz höchstens kosten kann.</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Room for older checkpoints. The last two, the best and the final one always stay.</source>
        <translation>Platz für ältere Sicherungspunkte. Die letzten zwei, der beste und der letzte bleiben immer.</translation>
    </message>
    <message>
        <source>Chance, per axis, that a patch is mirrored. 0 keeps left and right apart.</source>
        <translation>Wahrscheinlichkeit je Achse, dass ein Ausschnitt gespiegelt wird. 0 hält links und rechts getrennt.</translation>
    </message>
    <message>
        <source>Chance that a patch is turned. Higher makes the network bear odd positions.</source>
        <translation>Wahrscheinlichkeit, dass ein Ausschnitt gedreht wird. Höher lässt das Netz ungewöhnliche Lagen ertragen.</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Largest angle about each axis.</source>
        <translation>Größter Winkel um jede Achse.</translation>
    </message>
    <message>
        <source>Chance that a patch is zoomed.</source>
        <translation>Wahrscheinlichkeit, dass ein Ausschnitt vergrößert oder verkleinert wird.</translation>
    </message>
    <message>
        <source>Smallest zoom; below 1 shows more of the surroundings.</source>
        <translation>Kleinste Vergrößerung; unter 1 zeigt mehr von der Umgebung.</translation>
    </message>
    <message>
        <source>Largest zoom.</source>
        <translation>Größte Vergrößerung.</translation>
    </message>
    <message>
        <source>Chance of a gamma curve on the grey values.</source>
        <translation>Wahrscheinlichkeit einer Gammakurve auf den Grauwerten.</translation>
    </message>
    <message>
        <source>Smallest exponent; below 1 brightens the middle greys.</source>
        <translation>Kleinster Exponent; unter 1 hellt die mittleren Grauwerte auf.</translation>
    </message>
    <message>
        <source>Largest exponent.</source>
        <translation>Größter Exponent.</translation>
    </message>
    <message>
        <source>Chance of a gamma curve on the inverted greys.</source>
        <translation>Wahrscheinlichkeit einer Gammakurve auf den umgekehrten Grauwerten.</translation>
    </message>
    <message>
        <source>Chance of Gaussian noise.</source>
        <translation>Wahrscheinlichkeit von Gaußschem Rauschen.</translation>
    </message>
    <message>
        <source>Largest variance of the noise, in units of the normalised image.</source>
        <translation>Größte Varianz des Rauschens, in Einheiten des normierten Bildes.</translation>
    </message>
    <message>
        <source>Chance of a Gaussian blur.</source>
        <translation>Wahrscheinlichkeit einer Gaußschen Unschärfe.</translation>
    </message>
    <message>
        <source>Smallest sigma of the blur.</source>
        <translation>Kleinstes Sigma der Unschärfe.</translation>
    </message>
    <message>
        <source>Largest sigma of the blur.</source>
        <translation>Größtes Sigma der Unschärfe.</translation>
    </message>
    <message>
        <source>Chance that all values are multiplied by one factor.</source>
        <translation>Wahrscheinlichkeit, dass alle Werte mit einem Faktor multipliziert werden.</translation>
    </message>
    <message>
        <source>Smallest factor.</source>
        <translation>Kleinster Faktor.</translation>
    </message>
    <message>
        <source>Largest factor.</source>
        <translation>Größter Faktor.</translation>
    </message>
    <message>
        <source>Chance that values are spread around their mean.</source>
        <translation>Wahrscheinlichkeit, dass Werte um ihr Mittel gespreizt werden.</translation>
    </message>
    <message>
        <source>Smallest spread.</source>
        <translation>Kleinste Spreizung.</translation>
    </message>
    <message>
        <source>Largest spread.</source>
        <translation>Größte Spreizung.</translation>
    </message>
    <message>
        <source>Chance that a patch is shrunk and enlarged again, as from a coarser scanner.</source>
        <translation>Wahrscheinlichkeit, dass ein Ausschnitt verkleinert und wieder vergrößert wird, wie von einem gröberen Scanner.</translation>
    </message>
    <message>
        <source>Smallest size, as a share of the patch&apos;s.</source>
        <translation>Kleinste Größe, als Anteil der des Ausschnitts.</translation>
    </message>
    <message>
        <source>Chance that a box of the patch is set to zero.</source>
        <translation>Wahrscheinlichkeit, dass ein Kasten des Ausschnitts auf null gesetzt wird.</translation>
    </message>
    <message>
        <source>Share of the patch that the box covers.</source>
        <translation>Anteil des Ausschnitts, den der Kasten bedeckt.</translation>
    </message>
    <message>
        <source>Smallest share of the patch that a random resized crop keeps; 1 turns it off.</source>
        <translation>Kleinster Anteil des Ausschnitts, den ein zufälliger Zuschnitt behält; 1 schaltet ihn aus.</translation>
    </message>
    <message>
        <source>The patch</source>
        <translation>Der Ausschnitt</translation>
    </message>
    <message>
        <source>Original patch</source>
        <translation>Ursprünglicher Ausschnitt</translation>
    </message>
    <message>
        <source>Hidden blocks</source>
        <translation>Verborgene Blöcke</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>Was das Netz sieht</translation>
    </message>
    <message>
        <source>What the network makes of it</source>
        <translation>Was das Netz daraus macht</translation>
    </message>
    <message>
        <source>First view</source>
        <translation>Erste Ansicht</translation>
    </message>
    <message>
        <source>Second view of the same patch</source>
        <translation>Zweite Ansicht desselben Ausschnitts</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Patch as the network sees it</source>
        <translation>Ausschnitt, wie das Netz ihn sieht</translation>
    </message>
    <message>
        <source>Reference as the network sees it</source>
        <translation>Referenz, wie das Netz sie sieht</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
</context>
<context>
    <name>selvox::viewers::FourUp</name>
    <message>
        <source>Not for diagnosis</source>
        <translation>Nicht zur Diagnose</translation>
    </message>
</context>
<context>
    <name>selvox::viewers::SliceView</name>
    <message>
        <source>Slice %1 of %2, %3</source>
        <translation>Schicht %1 von %2, %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <translation>%1 × %2 mm</translation>
    </message>
    <message>
        <source>W %1 · L %2</source>
        <translation>W %1 · L %2</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
</context>
<context>
    <name>selvox::viewers::ViewState</name>
    <message>
        <source>This volume holds no voxels.</source>
        <translation>Dieses Volumen enthält keine Voxel.</translation>
    </message>
    <message>
        <source>This volume has no usable geometry: its voxel axes do not span space.</source>
        <translation>Dieses Volumen hat keine brauchbare Geometrie: seine Voxelachsen spannen keinen Raum auf.</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>Label %1</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>selvox::viewers::VolumeRenderer</name>
    <message>
        <source>There is no 3D view here: OpenGL 3.2 is not available on this display. The three slice views work without it.</source>
        <translation>Hier gibt es keine 3D-Ansicht: OpenGL 3.2 ist auf diesem Bildschirm nicht verfügbar. Die drei Schichtansichten arbeiten ohne es.</translation>
    </message>
</context>
<context>
    <name>selvox::viewers::VolumeView</name>
    <message>
        <source>3D view</source>
        <translation>3D-Ansicht</translation>
    </message>
    <message>
        <source>There is no 3D view here: OpenGL 3.2 is not available on this display. The three slice views work without it.</source>
        <translation>Hier gibt es keine 3D-Ansicht: OpenGL 3.2 ist auf diesem Bildschirm nicht verfügbar. Die drei Schichtansichten arbeiten ohne es.</translation>
    </message>
    <message>
        <source>surfaces</source>
        <translation>Oberflächen</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>zeichne</translation>
    </message>
    <message>
        <source>coarse while moving</source>
        <translation>grob während der Bewegung</translation>
    </message>
    <message>
        <source>1/%1 resolution</source>
        <translation>1/%1 der Auflösung</translation>
    </message>
    <message>
        <source>full resolution</source>
        <translation>volle Auflösung</translation>
    </message>
    <message>
        <source>body %1 %</source>
        <translation>Körper %1 %</translation>
    </message>
    <message>
        <source>drag to turn</source>
        <translation>ziehen zum Drehen</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
</context>
<context>
    <name>selvox::workbench::Pages</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Experimente</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
</context>
<context>
    <name>viewers</name>
    <message>
        <source>%1 has no prediction of this case. Evaluate the run again to make it.</source>
        <translation>%1 hat keine Vorhersage dieses Falls. Werten Sie den Lauf erneut aus, um sie zu erzeugen.</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>Axial</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>Sagittal</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>Koronar</translation>
    </message>
    <message>
        <source>CT bone</source>
        <translation>CT Knochen</translation>
    </message>
    <message>
        <source>CT soft tissue</source>
        <translation>CT Weichteile</translation>
    </message>
    <message>
        <source>CT lung</source>
        <translation>CT Lunge</translation>
    </message>
    <message>
        <source>CT vessels</source>
        <translation>CT Gefäße</translation>
    </message>
    <message>
        <source>CT skin and muscle</source>
        <translation>CT Haut und Muskel</translation>
    </message>
    <message>
        <source>MR default</source>
        <translation>MR Standard</translation>
    </message>
    <message>
        <source>MR brain</source>
        <translation>MR Gehirn</translation>
    </message>
    <message>
        <source>MR angio</source>
        <translation>MR Angio</translation>
    </message>
    <message>
        <source>Maximum (MIP)</source>
        <translation>Maximum (MIP)</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>Gehirn</translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <translation>Weichteile</translation>
    </message>
    <message>
        <source>Abdomen</source>
        <translation>Abdomen</translation>
    </message>
    <message>
        <source>Liver</source>
        <translation>Leber</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation>Mediastinum</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>Lunge</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>Knochen</translation>
    </message>
    <message>
        <source>Angio</source>
        <translation>Angio</translation>
    </message>
    <message>
        <source>Subdural</source>
        <translation>Subdural</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>Schlaganfall</translation>
    </message>
    <message>
        <source>Temporal bone</source>
        <translation>Felsenbein</translation>
    </message>
</context>
</TS>
