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
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>Ausgewogene Genauigkeit</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Sensitivity at specificity 0.9</source>
        <translation>Sensitivität bei Spezifität 0,9</translation>
    </message>
    <message>
        <source>Calibration error (ECE)</source>
        <translation>Kalibrierungsfehler (ECE)</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier-Wert</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>Log-Verlust</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>Spezifität</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Positiver Vorhersagewert</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>value [95 %]</source>
        <translation>Wert [95 %]</translation>
    </message>
    <message>
        <source>Class \ answer</source>
        <translation>Klasse \ Antwort</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR, dB</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>NMSE</source>
        <translation>NMSE</translation>
    </message>
    <message>
        <source>linear interpolation [95 %]</source>
        <translation>lineare Interpolation [95 %]</translation>
    </message>
    <message>
        <source>input as it is [95 %]</source>
        <translation>Eingabe, wie sie ist [95 %]</translation>
    </message>
    <message>
        <source>result [95 %]</source>
        <translation>Ergebnis [95 %]</translation>
    </message>
    <message>
        <source>gain, paired [95 %]</source>
        <translation>Gewinn, gepaart [95 %]</translation>
    </message>
    <message>
        <source>Gain, dB</source>
        <translation>Gewinn, dB</translation>
    </message>
    <message>
        <source>%1 before</source>
        <translation>%1 vorher</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Surface Dice (NSD)</source>
        <translation>Oberflächen-Dice (NSD)</translation>
    </message>
    <message>
        <source>Volume error</source>
        <translation>Volumenfehler</translation>
    </message>
    <message>
        <source>False positives</source>
        <translation>Falsch-Positive</translation>
    </message>
    <message>
        <source>Chance of the true class</source>
        <translation>Chance der wahren Klasse</translation>
    </message>
    <message>
        <source>nDCG at 10</source>
        <translation>nDCG bei 10</translation>
    </message>
    <message>
        <source>Recall at 10</source>
        <translation>Trefferquote bei 10</translation>
    </message>
    <message>
        <source>Precision at %1</source>
        <translation>Präzision bei %1</translation>
    </message>
    <message>
        <source>Nearest is</source>
        <translation>Nächster ist</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>Mittlere Präzision</translation>
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
    <message>
        <source>Copy and set %1</source>
        <translation>Kopieren und %1 setzen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::Axis</name>
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
    <name>selvox::ui::ChildCall</name>
    <message>
        <source>The process ended without a message (exit %1).</source>
        <translation>Der Prozess endete ohne Meldung (Ende %1).</translation>
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
    <message>
        <source>The embeddings spread to %1 of a full sphere. Likely cause: the learning rate is too high or the batch too small. Try a third of the learning rate or stronger augmentation.</source>
        <translation>Die Einbettungen füllen %1 einer ganzen Kugel. Wahrscheinliche Ursache: zu hohe Lernrate oder zu kleiner Batch. Versuchen Sie ein Drittel der Lernrate oder stärkere Augmentierung.</translation>
    </message>
    <message>
        <source>Effective rank is %1, its best was %2. Likely cause: the views are too alike. Try stronger cropping and intensity changes, or a longer warm-up.</source>
        <translation>Der effektive Rang ist %1, sein bester war %2. Wahrscheinliche Ursache: die Ansichten sind zu ähnlich. Versuchen Sie stärkeres Beschneiden und stärkere Intensitätsänderungen oder eine längere Aufwärmphase.</translation>
    </message>
    <message>
        <source>Uniformity is %1: the embeddings crowd together. Likely cause: too few negatives or a high temperature. Try a larger batch or a lower temperature.</source>
        <translation>Die Gleichverteilung ist %1: die Einbettungen drängen sich zusammen. Wahrscheinliche Ursache: zu wenige Negative oder eine hohe Temperatur. Versuchen Sie einen größeren Batch oder eine niedrigere Temperatur.</translation>
    </message>
    <message>
        <source>%1 is no longer a number. Stop the run and lower the learning rate.</source>
        <translation>%1 ist keine Zahl mehr. Halten Sie den Lauf an und senken Sie die Lernrate.</translation>
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
    <message>
        <source>%1 · a click opens the case</source>
        <translation>%1 · ein Klick öffnet den Fall</translation>
    </message>
    <message>
        <source>mean Dice over labels</source>
        <translation>mittlerer Dice über die Labels</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Result: nothing in common</source>
        <translation>Ergebnis: nichts gemeinsam</translation>
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
        <source>%1 series · %2 ms</source>
        <translation>%1 Serien · %2 ms</translation>
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
    <message>
        <source>QC pass</source>
        <translation>Sichtung</translation>
    </message>
    <message>
        <source>Look through the list and rate (Q)</source>
        <translation>Die Liste durchsehen und bewerten (Q)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>Qualität messen</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message numerus="yes">
        <source>Edit %n series…</source>
        <translation>
            <numerusform>%n Serie ändern …</numerusform>
            <numerusform>%n Serien ändern …</numerusform>
        </translation>
    </message>
    <message>
        <source>That was so already.</source>
        <translation>Das war schon so.</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Zurückgenommen: %1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>Wiederholt: %1</translation>
    </message>
    <message>
        <source>There is nothing to look through: no series fits the filter.</source>
        <translation>Es gibt nichts durchzusehen: Keine Serie passt zum Filter.</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Name der Ansicht</translation>
    </message>
    <message>
        <source>View saved. It stands at the left.</source>
        <translation>Ansicht gespeichert. Sie steht links.</translation>
    </message>
    <message numerus="yes">
        <source>%n scans have findings: slices, labels, or far from what is usual.</source>
        <translation>
            <numerusform>%n Aufnahme hat Befunde: Schichten, Segmentierung oder weit vom Üblichen.</numerusform>
            <numerusform>%n Aufnahmen haben Befunde: Schichten, Segmentierung oder weit vom Üblichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
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
    <message>
        <source>Fetch from an archive…</source>
        <translation>Aus einem Archiv holen …</translation>
    </message>
    <message>
        <source>QC pass</source>
        <translation>Sichtung</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>Qualität messen</translation>
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
    <name>selvox::ui::DatasetPicker</name>
    <message>
        <source>no data yet</source>
        <translation>noch keine Daten</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>Lernen aus</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>The weight says how often a dataset is drawn from, compared with the others. Empty: the square root of its number of training cases.</source>
        <translation>Das Gewicht sagt, wie oft aus einem Datensatz gezogen wird, verglichen mit den anderen. Leer: die Wurzel aus der Zahl seiner Trainingsfälle.</translation>
    </message>
    <message>
        <source>%1 · %2 series</source>
        <translation>%1 · %2 Serien</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>Gewicht von %1</translation>
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
    <message>
        <source>Measure quality</source>
        <translation>Qualität messen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::DownloadView</name>
    <message>
        <source>fetching</source>
        <translation>wird geholt</translation>
    </message>
    <message>
        <source>here</source>
        <translation>da</translation>
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
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Import what is here</source>
        <translation>Vorhandenes importieren</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Series you fetch are listed here. What was begun is gone on with, also after Selvox was closed.</source>
        <translation>Hier stehen die Serien, die Sie holen. Begonnenes wird fortgesetzt, auch nachdem Selvox geschlossen war.</translation>
    </message>
    <message>
        <source>Fetching from an archive</source>
        <translation>Wird aus einem Archiv geholt</translation>
    </message>
    <message>
        <source>Paused. What is here stays; &quot;Go on&quot; fetches the rest.</source>
        <translation>Angehalten. Was da ist, bleibt; „Fortsetzen“ holt den Rest.</translation>
    </message>
    <message>
        <source>without a description</source>
        <translation>ohne Beschreibung</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 are here</source>
        <translation>%1 von %2 sind da</translation>
    </message>
    <message>
        <source>Pause first.</source>
        <translation>Zuerst anhalten.</translation>
    </message>
    <message>
        <source>What was fetched stays.</source>
        <translation>Was geholt wurde, bleibt.</translation>
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
        <translation>Clustering</translation>
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
        <translation>Jigsaw-Puzzle</translation>
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
        <translation>Variational Autoencoder</translation>
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
        <translation>Adversariale Merkmale (GAN)</translation>
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
    <message>
        <source>Classic U-Net</source>
        <translation>Klassisches U-Net</translation>
    </message>
    <message>
        <source>Multilayer perceptron</source>
        <translation>Mehrschichtiges Perzeptron</translation>
    </message>
    <message>
        <source>LSTM over slices</source>
        <translation>LSTM über Schichten</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation>Klassifikation</translation>
    </message>
    <message>
        <source>Enhancement</source>
        <translation>Verbesserung</translation>
    </message>
    <message>
        <source>Retrieval of similar cases</source>
        <translation>Suche ähnlicher Fälle</translation>
    </message>
</context>
<context>
    <name>selvox::ui::DryRun</name>
    <message>
        <source>Dry run with %1</source>
        <translation>Probelauf mit %1</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>It measures the settings as they were before the last edit.</source>
        <translation>Er misst die Einstellungen vor der letzten Änderung.</translation>
    </message>
    <message>
        <source>The figures are measured in real steps of this experiment.</source>
        <translation>Die Zahlen sind in echten Schritten dieses Experiments gemessen.</translation>
    </message>
    <message>
        <source>The last dry run was of other settings. Measure again.</source>
        <translation>Der letzte Probelauf hatte andere Einstellungen. Neu messen.</translation>
    </message>
</context>
<context>
    <name>selvox::ui::EditDialog</name>
    <message numerus="yes">
        <source>Edit %n series</source>
        <translation>
            <numerusform>%n Serie ändern</numerusform>
            <numerusform>%n Serien ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Add tag</source>
        <translation>Schlagwort dazu</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Schlagwort weg</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Value; empty takes it away</source>
        <translation>Wert; leer nimmt ihn weg</translation>
    </message>
    <message>
        <source>One edit: Ctrl+Z takes it back for all of them.</source>
        <translation>Eine Änderung: Strg+Z nimmt sie für alle zurück.</translation>
    </message>
    <message>
        <source>Name of the column</source>
        <translation>Name der Spalte</translation>
    </message>
    <message>
        <source>Rating, 1 to 5; 0 takes it away</source>
        <translation>Bewertung, 1 bis 5; 0 nimmt sie weg</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message numerus="yes">
        <source>Untag %n series</source>
        <translation>
            <numerusform>Schlagwort von %n Serie nehmen</numerusform>
            <numerusform>Schlagwort von %n Serien nehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag %n series</source>
        <translation>
            <numerusform>%n Serie verschlagworten</numerusform>
            <numerusform>%n Serien verschlagworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n series</source>
        <translation>
            <numerusform>%n Serie ändern</numerusform>
            <numerusform>%n Serien ändern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series tagged %1</source>
        <translation>
            <numerusform>%n Serie mit Schlagwort %1</numerusform>
            <numerusform>%n Serien mit Schlagwort %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag %1 taken from %n series</source>
        <translation>
            <numerusform>Schlagwort %1 von %n Serie genommen</numerusform>
            <numerusform>Schlagwort %1 von %n Serien genommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series rated %1</source>
        <translation>
            <numerusform>%n Serie mit %1 bewertet</numerusform>
            <numerusform>%n Serien mit %1 bewertet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n series changed</source>
        <translation>
            <numerusform>%1 von %n Serie geändert</numerusform>
            <numerusform>%1 von %n Serien geändert</numerusform>
        </translation>
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
    <message>
        <source>A copy of %1, but %2, from which it started, is gone.</source>
        <translation>Eine Kopie von %1; aber %2, von dem er ausging, gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>A copy of %1. %2 was automatic: set it, then launch.</source>
        <translation>Eine Kopie von %1. %2 war automatisch: setzen Sie es und starten Sie dann.</translation>
    </message>
    <message>
        <source>A plan is made for the fine-tuning of one dataset.</source>
        <translation>Ein Plan gilt der Feinabstimmung auf einem Datensatz.</translation>
    </message>
    <message>
        <source>Take over the plan</source>
        <translation>Den Plan übernehmen</translation>
    </message>
    <message>
        <source>Plan…</source>
        <translation>Planen …</translation>
    </message>
    <message>
        <source>Spacing, patch, batch and depth from the dataset and the device&apos;s memory</source>
        <translation>Abstände, Ausschnitt, Stapel und Tiefe aus dem Datensatz und dem Speicher des Geräts</translation>
    </message>
    <message>
        <source>Plan spacing, patch, batch and depth</source>
        <translation>Abstände, Ausschnitt, Stapel und Tiefe planen</translation>
    </message>
    <message>
        <source>Dry run of the experiment</source>
        <translation>Probelauf des Experiments</translation>
    </message>
    <message>
        <source>Take over the best settings</source>
        <translation>Die besten Einstellungen übernehmen</translation>
    </message>
    <message>
        <source>The best settings stand in the form.</source>
        <translation>Die besten Einstellungen stehen im Formular.</translation>
    </message>
</context>
<context>
    <name>selvox::ui::FoldsDialog</name>
    <message>
        <source>Every labelled patient is judged once, in the fold that did not learn from them. The split of the dataset is not used.</source>
        <translation>Jeder Patient mit Label wird einmal beurteilt, in der Falte, die nicht von ihm gelernt hat. Die Aufteilung des Datensatzes wird nicht benutzt.</translation>
    </message>
    <message>
        <source>Repeat the pretraining in every fold, on its training cases alone</source>
        <translation>Das Vortraining in jeder Falte wiederholen, nur auf ihren Trainingsfällen</translation>
    </message>
    <message>
        <source>only where a start has seen patients whom the folds judge</source>
        <translation>nur wo ein Start Patienten gesehen hat, die in den Falten beurteilt werden</translation>
    </message>
    <message>
        <source>Start weights</source>
        <translation>Startgewichte</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Falten</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Startwerte</translation>
    </message>
    <message>
        <source>one run of every fold and start for each</source>
        <translation>für jeden ein Lauf je Falte und Start</translation>
    </message>
    <message>
        <source>Steps of a run</source>
        <translation>Schritte eines Laufs</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>the runs are called NAME-f1-s0-…</source>
        <translation>die Läufe heißen NAME-f1-s0-…</translation>
    </message>
    <message>
        <source>Reason for running with a leak</source>
        <translation>Grund, trotz Überschneidung zu starten</translation>
    </message>
</context>
<context>
    <name>selvox::ui::FractionsDialog</name>
    <message>
        <source>The task with few labelled cases and with more, from every start: what labels are worth. Smaller sets are parts of the larger ones; the test cases judge.</source>
        <translation>Die Aufgabe mit wenigen und mit mehr Fällen mit Label, von jedem Start aus: was Labels wert sind. Kleinere Mengen sind Teile der größeren; die Testfälle urteilen.</translation>
    </message>
    <message>
        <source>Start weights</source>
        <translation>Startgewichte</translation>
    </message>
    <message>
        <source>Labelled cases</source>
        <translation>Fälle mit Label</translation>
    </message>
    <message>
        <source>numbers, or shares of %1 with a point</source>
        <translation>Anzahlen, oder Anteile von %1 mit Punkt</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Startwerte</translation>
    </message>
    <message>
        <source>one run of every number and start for each</source>
        <translation>für jeden ein Lauf je Anzahl und Start</translation>
    </message>
    <message>
        <source>Steps of a run</source>
        <translation>Schritte eines Laufs</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>the runs are called NAME-8-s0-…</source>
        <translation>die Läufe heißen NAME-8-s0-…</translation>
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
    <message>
        <source>Similar cases</source>
        <translation>Ähnliche Fälle</translation>
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
        <source>Drop folders or files here: DICOM, NIfTI, NRRD, MetaImage, NumPy, pictures, and folders of the decathlon, nnU-Net or BIDS. The format is found from the content. Nothing is copied or changed; names, numbers and dates of patients are replaced by pseudonyms before anything is stored.</source>
        <translation>Ordner oder Dateien hierher ziehen: DICOM, NIfTI, NRRD, MetaImage, NumPy, Bilder und Ordner des Decathlon, von nnU-Net oder BIDS. Das Format wird am Inhalt erkannt. Nichts wird kopiert oder verändert; Namen, Nummern und Daten von Patienten werden durch Pseudonyme ersetzt, bevor etwas gespeichert wird.</translation>
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
    <message>
        <source>From an archive…</source>
        <translation>Aus einem Archiv …</translation>
    </message>
    <message numerus="yes">
        <source>%n series may show names or dates inside the picture: look at them before the dataset is passed on.</source>
        <translation>
            <numerusform>%n Serie zeigt womöglich Namen oder Daten im Bild selbst: Sehen Sie sie an, bevor der Datensatz weitergegeben wird.</numerusform>
            <numerusform>%n Serien zeigen womöglich Namen oder Daten im Bild selbst: Sehen Sie sie an, bevor der Datensatz weitergegeben wird.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series show a head: a face can be drawn from them. Remove it (defacing) before the dataset is passed on.</source>
        <translation>
            <numerusform>%n Serie zeigt einen Kopf: Daraus lässt sich ein Gesicht zeichnen. Entfernen Sie es (Defacing), bevor der Datensatz weitergegeben wird.</numerusform>
            <numerusform>%n Serien zeigen einen Kopf: Daraus lässt sich ein Gesicht zeichnen. Entfernen Sie es (Defacing), bevor der Datensatz weitergegeben wird.</numerusform>
        </translation>
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
    <name>selvox::ui::KeyButton</name>
    <message>
        <source>%1 (key %2)</source>
        <translation>%1 (Taste %2)</translation>
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
    <name>selvox::ui::ManyDialog</name>
    <message>
        <source>as the form</source>
        <translation>wie im Formular</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Launch %n runs</source>
        <translation>
            <numerusform>%n Lauf starten</numerusform>
            <numerusform>%n Läufe starten</numerusform>
        </translation>
    </message>
    <message>
        <source>From scratch · the baseline, always</source>
        <translation>Ohne Vortraining · der Vergleich, immer dabei</translation>
    </message>
    <message>
        <source>, about %1</source>
        <translation>, etwa %1</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are there already and are kept.</source>
        <translation>
            <numerusform>%n davon ist schon da und bleibt.</numerusform>
            <numerusform>%n davon sind schon da und bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>A cross-validation needs at least two folds.</source>
        <translation>Eine Kreuzvalidierung braucht mindestens zwei Falten.</translation>
    </message>
    <message>
        <source>%1 × %2 × %3 = %4%5.</source>
        <translation>%1 × %2 × %3 = %4%5.</translation>
    </message>
    <message numerus="yes">
        <source>%n folds</source>
        <translation>
            <numerusform>%n Falte</numerusform>
            <numerusform>%n Falten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n arms</source>
        <translation>
            <numerusform>%n Arm</numerusform>
            <numerusform>%n Arme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seeds</source>
        <translation>
            <numerusform>%n Startwert</numerusform>
            <numerusform>%n Startwerte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n pretrainings before them.</source>
        <translation>
            <numerusform>Und %n Vortraining davor.</numerusform>
            <numerusform>Und %n Vortrainings davor.</numerusform>
        </translation>
    </message>
    <message>
        <source>The split of this dataset has no labelled training cases.</source>
        <translation>Die Aufteilung dieses Datensatzes hat keine Trainingsfälle mit Label.</translation>
    </message>
    <message>
        <source>Say how many labelled cases: 1, 4, 16 or 0.1, 0.5.</source>
        <translation>Geben Sie an, wie viele Fälle mit Label: 1, 4, 16 oder 0.1, 0.5.</translation>
    </message>
    <message>
        <source>%1 (%2) × %3 × %4 = %5%6.</source>
        <translation>%1 (%2) × %3 × %4 = %5%6.</translation>
    </message>
    <message numerus="yes">
        <source>%n numbers of labels</source>
        <translation>
            <numerusform>%n Anzahl von Labels</numerusform>
            <numerusform>%n Anzahlen von Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a setting to search over.</source>
        <translation>Wählen Sie eine Einstellung für die Suche.</translation>
    </message>
    <message>
        <source>Say how many steps the longest trial trains.</source>
        <translation>Geben Sie an, wie viele Schritte der längste Versuch trainiert.</translation>
    </message>
    <message>
        <source>%1 to step %2</source>
        <translation>%1 bis Schritt %2</translation>
    </message>
    <message>
        <source>%1: %2. The work of %3%4.</source>
        <translation>%1: %2. Die Arbeit von %3%4.</translation>
    </message>
    <message numerus="yes">
        <source>%n trials</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 whole runs</source>
        <translation>%1 ganzen Läufen</translation>
    </message>
    <message>
        <source>The values to choose from make no more.</source>
        <translation>Die Werte zur Auswahl ergeben nicht mehr.</translation>
    </message>
    <message>
        <source>The name takes letters, digits, - _ . and at most 80 of them.</source>
        <translation>Der Name besteht aus Buchstaben, Ziffern, - _ . und höchstens 80 davon.</translation>
    </message>
    <message>
        <source>Seeds are whole numbers: 0, 1, 2.</source>
        <translation>Startwerte sind ganze Zahlen: 0, 1, 2.</translation>
    </message>
    <message>
        <source>Cross-validation</source>
        <translation>Kreuzvalidierung</translation>
    </message>
    <message>
        <source>Label fractions</source>
        <translation>Labelanteile</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ManyLauncher</name>
    <message>
        <source>%1…</source>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>It takes one dataset.</source>
        <translation>Es braucht genau einen Datensatz.</translation>
    </message>
    <message>
        <source>Not for this task.</source>
        <translation>Nicht für diese Aufgabe.</translation>
    </message>
    <message>
        <source>%1 is running</source>
        <translation>%1 läuft</translation>
    </message>
    <message>
        <source>Result of %1</source>
        <translation>Ergebnis von %1</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation>Mit %1 fortfahren</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Run %1 of %2</source>
        <translation>Lauf %1 von %2</translation>
    </message>
    <message>
        <source>%1 %2 is done.</source>
        <translation>%1 %2 ist fertig.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ManyResultDialog</name>
    <message>
        <source>from scratch</source>
        <translation>ohne Vortraining</translation>
    </message>
    <message>
        <source>▲ ▼ the interval of the difference does not hold 0 · = not distinguishable · 95 % intervals over patients, differences paired</source>
        <translation>▲ ▼ das Intervall des Unterschieds enthält 0 nicht · = nicht unterscheidbar · 95-%-Intervalle über Patienten, Unterschiede gepaart</translation>
    </message>
    <message>
        <source>Start weights</source>
        <translation>Startgewichte</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>All folds together</source>
        <translation>Alle Falten zusammen</translation>
    </message>
    <message>
        <source>Over scratch, paired</source>
        <translation>Gegenüber ohne Vortraining, gepaart</translation>
    </message>
    <message>
        <source>%1, %2 by fold: %3</source>
        <translation>%1, %2 je Falte: %3</translation>
    </message>
    <message>
        <source>Labelled cases</source>
        <translation>Fälle mit Label</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Startwerte</translation>
    </message>
    <message>
        <source>as without a search</source>
        <translation>wie ohne Suche</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>%1 at step %2</source>
        <translation>%1 bei Schritt %2</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>gescheitert: %1</translation>
    </message>
    <message>
        <source>Best on validation cases: %1, %2. Judge it once on the test cases.</source>
        <translation>Am besten auf den Validierungsfällen: %1, %2. Beurteilen Sie ihn einmal auf den Testfällen.</translation>
    </message>
    <message>
        <source>Curve over labelled cases</source>
        <translation>Kurve über Fälle mit Label</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>SVG (*.svg)</source>
        <translation>SVG (*.svg)</translation>
    </message>
    <message>
        <source>Take over the best settings</source>
        <translation>Die besten Einstellungen übernehmen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>selvox::ui::MeasuredView</name>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
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
    <name>selvox::ui::PacsDialog</name>
    <message>
        <source>Fetch from an archive</source>
        <translation>Aus einem Archiv holen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Add an archive…</source>
        <translation>Archiv hinzufügen …</translation>
    </message>
    <message>
        <source>Patient number</source>
        <translation>Patientennummer</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Patient name</source>
        <translation>Patientenname</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Study, series</source>
        <translation>Studie, Serie</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Middle slice</source>
        <translation>Mittlere Schicht</translation>
    </message>
    <message>
        <source>Into folder</source>
        <translation>In den Ordner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Fetch without the patient</source>
        <translation>Ohne den Patienten holen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Folder for what is fetched</source>
        <translation>Ordner für das Geholte</translation>
    </message>
    <message>
        <source>Add the archive to fetch from: its administrator knows address, port and titles.</source>
        <translation>Fügen Sie das Archiv hinzu, aus dem geholt wird: Adresse, Port und Titel kennt seine Verwaltung.</translation>
    </message>
    <message>
        <source>What is found is listed here: studies, and their series when you open one.</source>
        <translation>Hier steht, was gefunden wird: Studien, und ihre Serien, wenn Sie eine aufklappen.</translation>
    </message>
    <message>
        <source>Searching %1</source>
        <translation>%1 wird durchsucht</translation>
    </message>
    <message>
        <source>These are the first %1. Narrow the search to see others.</source>
        <translation>Das sind die ersten %1. Grenzen Sie die Suche ein, um andere zu sehen.</translation>
    </message>
    <message>
        <source>Nothing found. * stands for anything: DOE*, *liver*.</source>
        <translation>Nichts gefunden. * steht für Beliebiges: DOE*, *leber*.</translation>
    </message>
    <message>
        <source>without a description</source>
        <translation>ohne Beschreibung</translation>
    </message>
    <message>
        <source>Fetching the middle slice</source>
        <translation>Die mittlere Schicht wird geholt</translation>
    </message>
    <message>
        <source>Select a series to see its middle slice.</source>
        <translation>Wählen Sie eine Serie, um ihre mittlere Schicht zu sehen.</translation>
    </message>
    <message>
        <source>No picture: %1</source>
        <translation>Kein Bild: %1</translation>
    </message>
    <message>
        <source>Middle slice of %1. Shown here only.</source>
        <translation>Mittlere Schicht von %1. Nur hier gezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bildern</numerusform>
        </translation>
    </message>
    <message>
        <source>Add an archive first.</source>
        <translation>Fügen Sie zuerst ein Archiv hinzu.</translation>
    </message>
    <message>
        <source>Names, numbers and dates are replaced before anything is kept.</source>
        <translation>Namen, Nummern und Daten werden ersetzt, bevor etwas behalten wird.</translation>
    </message>
    <message>
        <source>Select studies or series first.</source>
        <translation>Wählen Sie zuerst Studien oder Serien.</translation>
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
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
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
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Warm-up</translation>
    </message>
    <message>
        <source>Gradient limit</source>
        <translation>Gradientengrenze</translation>
    </message>
    <message>
        <source>Accumulate</source>
        <translation>Gradienten sammeln</translation>
    </message>
    <message>
        <source>Weight average</source>
        <translation>Gewichtsmittel</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
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
        <translation>Early Stopping</translation>
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
        <translation>Cutout</translation>
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
        <translation>Anteil des Cutouts</translation>
    </message>
    <message>
        <source>Smallest crop</source>
        <translation>Kleinster Zuschnitt</translation>
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
        <translation>Deep Supervision</translation>
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
        <translation>Dice über den Batch</translation>
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
    <message>
        <source>Block size</source>
        <translation>Blockgröße</translation>
    </message>
    <message>
        <source>Layer decay</source>
        <translation>Layer Decay</translation>
    </message>
    <message>
        <source>Weight decay at the end</source>
        <translation>Weight Decay am Ende</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>LARS step length</source>
        <translation>Schrittlänge von LARS</translation>
    </message>
    <message>
        <source>LARS clipping</source>
        <translation>Begrenzung von LARS</translation>
    </message>
    <message>
        <source>Form of LARS</source>
        <translation>Form von LARS</translation>
    </message>
    <message>
        <source>Pairs share</source>
        <translation>Paare teilen</translation>
    </message>
    <message>
        <source>Probe column</source>
        <translation>Spalte der Sonde</translation>
    </message>
    <message>
        <source>Probe every</source>
        <translation>Sonde alle</translation>
    </message>
    <message>
        <source>Cases of the probe</source>
        <translation>Fälle der Sonde</translation>
    </message>
    <message>
        <source>Preset by modality</source>
        <translation>Vorgabe nach Modalität</translation>
    </message>
    <message>
        <source>Keep left and right</source>
        <translation>Seiten erhalten</translation>
    </message>
    <message>
        <source>Flip along x</source>
        <translation>Spiegelung entlang x</translation>
    </message>
    <message>
        <source>Flip along y</source>
        <translation>Spiegelung entlang y</translation>
    </message>
    <message>
        <source>Flip along z</source>
        <translation>Spiegelung entlang z</translation>
    </message>
    <message>
        <source>Largest crop</source>
        <translation>Größter Zuschnitt</translation>
    </message>
    <message>
        <source>Solarisation</source>
        <translation>Solarisation</translation>
    </message>
    <message>
        <source>Solarisation threshold</source>
        <translation>Schwelle der Solarisation</translation>
    </message>
    <message>
        <source>Skip connections</source>
        <translation>Skip-Verbindungen</translation>
    </message>
    <message>
        <source>Token edge</source>
        <translation>Kante eines Tokens</translation>
    </message>
    <message>
        <source>Token width</source>
        <translation>Breite eines Tokens</translation>
    </message>
    <message>
        <source>Transformer blocks</source>
        <translation>Transformer-Blöcke</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Attention-Köpfe</translation>
    </message>
    <message>
        <source>MLP width</source>
        <translation>MLP-Breite</translation>
    </message>
    <message>
        <source>Image size of the positions</source>
        <translation>Bildgröße der Positionen</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Mindestabstand</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Anordnungen</translation>
    </message>
    <message>
        <source>Gap between pieces</source>
        <translation>Lücke zwischen Teilen</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Turns a patch</source>
        <translation>Drehungen je Ausschnitt</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>Was gefragt wird</translation>
    </message>
    <message>
        <source>Cube+</source>
        <translation>Cube+</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Schnitte</translation>
    </message>
    <message>
        <source>Least distance</source>
        <translation>Kleinster Abstand</translation>
    </message>
    <message>
        <source>Largest distance</source>
        <translation>Größter Abstand</translation>
    </message>
    <message>
        <source>Reverse counts as same</source>
        <translation>Umkehrung zählt gleich</translation>
    </message>
    <message>
        <source>Slab thickness</source>
        <translation>Dicke der Schichtpakete</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Crops or slices</source>
        <translation>Teilbilder oder Schichten</translation>
    </message>
    <message>
        <source>Code size</source>
        <translation>Größe des Codes</translation>
    </message>
    <message>
        <source>Level by level</source>
        <translation>Stufe für Stufe</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Reconstruction error</source>
        <translation>Rekonstruktionsfehler</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>Factor in the plane</source>
        <translation>Faktor in der Ebene</translation>
    </message>
    <message>
        <source>Factor between slices</source>
        <translation>Faktor zwischen Schichten</translation>
    </message>
    <message>
        <source>Share with a curve</source>
        <translation>Anteil mit Kurve</translation>
    </message>
    <message>
        <source>Largest gamma</source>
        <translation>Größtes Gamma</translation>
    </message>
    <message>
        <source>Darkest</source>
        <translation>Dunkelster Wert</translation>
    </message>
    <message>
        <source>Noise in the dark</source>
        <translation>Rauschen im Dunkeln</translation>
    </message>
    <message>
        <source>Weight of SSIM</source>
        <translation>Gewicht von SSIM</translation>
    </message>
    <message>
        <source>By modality</source>
        <translation>Nach Modalität</translation>
    </message>
    <message>
        <source>Most at once</source>
        <translation>Höchstens zugleich</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Coarse grid</source>
        <translation>Grobes Gitter</translation>
    </message>
    <message>
        <source>Shuffled voxels</source>
        <translation>Vertauschte Voxel</translation>
    </message>
    <message>
        <source>Bias field</source>
        <translation>Biasfeld</translation>
    </message>
    <message>
        <source>Motion ghost</source>
        <translation>Bewegungsgeist</translation>
    </message>
    <message>
        <source>Gibbs ringing</source>
        <translation>Gibbs-Artefakt</translation>
    </message>
    <message>
        <source>K-space spike</source>
        <translation>Störpunkt im k-Raum</translation>
    </message>
    <message>
        <source>Streaks</source>
        <translation>Streifen</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>Ringe</translation>
    </message>
    <message>
        <source>Cupping</source>
        <translation>Cupping</translation>
    </message>
    <message>
        <source>Speckle</source>
        <translation>Speckle</translation>
    </message>
    <message>
        <source>Bent contrast</source>
        <translation>Verbogener Kontrast</translation>
    </message>
    <message>
        <source>Inverted curves</source>
        <translation>Umgekehrte Kurven</translation>
    </message>
    <message>
        <source>Painting over</source>
        <translation>Übermalen</translation>
    </message>
    <message>
        <source>Painted inside</source>
        <translation>Innen übermalt</translation>
    </message>
    <message>
        <source>Shuffle windows</source>
        <translation>Fenster zum Vertauschen</translation>
    </message>
    <message>
        <source>Decoder width</source>
        <translation>Breite des Decoders</translation>
    </message>
    <message>
        <source>Decoder depth</source>
        <translation>Tiefe des Decoders</translation>
    </message>
    <message>
        <source>Decoder heads</source>
        <translation>Köpfe des Decoders</translation>
    </message>
    <message>
        <source>Fewest boxes</source>
        <translation>Wenigste Kästen</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>Meiste Kästen</translation>
    </message>
    <message>
        <source>Noise schedule</source>
        <translation>Verlauf des Rauschens</translation>
    </message>
    <message>
        <source>Time withheld</source>
        <translation>Zeit verschwiegen</translation>
    </message>
    <message>
        <source>Noise strengths</source>
        <translation>Rauschstärken</translation>
    </message>
    <message>
        <source>Time width</source>
        <translation>Breite der Zeit</translation>
    </message>
    <message>
        <source>Steps of a sample</source>
        <translation>Schritte einer Probe</translation>
    </message>
    <message>
        <source>Code length</source>
        <translation>Länge des Codes</translation>
    </message>
    <message>
        <source>R1 penalty</source>
        <translation>R1-Strafe</translation>
    </message>
    <message>
        <source>Spectral norm</source>
        <translation>Spektralnorm</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Reach of the palette</source>
        <translation>Reichweite der Palette</translation>
    </message>
    <message>
        <source>Modalities read</source>
        <translation>Gelesene Modalitäten</translation>
    </message>
    <message>
        <source>From how many</source>
        <translation>Aus wie vielen</translation>
    </message>
    <message>
        <source>Weight of edges</source>
        <translation>Gewicht der Kanten</translation>
    </message>
    <message>
        <source>Body threshold</source>
        <translation>Schwelle des Körpers</translation>
    </message>
    <message>
        <source>Queue length</source>
        <translation>Länge der Warteschlange</translation>
    </message>
    <message>
        <source>Queue starts at</source>
        <translation>Warteschlange ab</translation>
    </message>
    <message>
        <source>Momentum at the start</source>
        <translation>Momentum am Anfang</translation>
    </message>
    <message>
        <source>Momentum at the end</source>
        <translation>Momentum am Ende</translation>
    </message>
    <message>
        <source>Shuffled batch norm</source>
        <translation>Gemischte Batch-Norm</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Parts along z</source>
        <translation>Teile entlang z</translation>
    </message>
    <message>
        <source>Regions a patch</source>
        <translation>Regionen je Ausschnitt</translation>
    </message>
    <message>
        <source>Region edge</source>
        <translation>Kante einer Region</translation>
    </message>
    <message>
        <source>Region features</source>
        <translation>Merkmale einer Region</translation>
    </message>
    <message>
        <source>Same key: no negatives</source>
        <translation>Gleicher Schlüssel: keine Negativen</translation>
    </message>
    <message>
        <source>Grid of base crops</source>
        <translation>Gitter der Basisteilbilder</translation>
    </message>
    <message>
        <source>Crops to place</source>
        <translation>Einzuordnende Teilbilder</translation>
    </message>
    <message>
        <source>Weight of the regulariser</source>
        <translation>Gewicht des Regularisierers</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Clusterings</source>
        <translation>Clusterungen</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Cluster every</source>
        <translation>Clustern alle</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Iterationen</translation>
    </message>
    <message>
        <source>Small views</source>
        <translation>Kleine Ansichten</translation>
    </message>
    <message>
        <source>Smallest share of a small view</source>
        <translation>Kleinster Anteil kleiner Ansichten</translation>
    </message>
    <message>
        <source>Largest share of a small view</source>
        <translation>Größter Anteil kleiner Ansichten</translation>
    </message>
    <message>
        <source>Edge of a small view</source>
        <translation>Kante kleiner Ansichten</translation>
    </message>
    <message>
        <source>Prototypes</source>
        <translation>Prototypen</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Freeze prototypes</source>
        <translation>Prototypen einfrieren</translation>
    </message>
    <message>
        <source>Asymmetric blur</source>
        <translation>Ungleiche Unschärfe</translation>
    </message>
    <message>
        <source>Teacher temperature</source>
        <translation>Temperatur des Lehrers</translation>
    </message>
    <message>
        <source>Teacher temperature at the end</source>
        <translation>Temperatur des Lehrers am Ende</translation>
    </message>
    <message>
        <source>Temperature warm-up</source>
        <translation>Warm-up der Temperatur</translation>
    </message>
    <message>
        <source>Student temperature</source>
        <translation>Temperatur des Schülers</translation>
    </message>
    <message>
        <source>Centre momentum</source>
        <translation>Momentum des Zentrums</translation>
    </message>
    <message>
        <source>Bottleneck</source>
        <translation>Bottleneck</translation>
    </message>
    <message>
        <source>Masked views</source>
        <translation>Maskierte Ansichten</translation>
    </message>
    <message>
        <source>Least hidden share</source>
        <translation>Kleinster verborgener Anteil</translation>
    </message>
    <message>
        <source>Largest hidden share</source>
        <translation>Größter verborgener Anteil</translation>
    </message>
    <message>
        <source>Weight of iBOT</source>
        <translation>Gewicht von iBOT</translation>
    </message>
    <message>
        <source>Weight of KoLeo</source>
        <translation>Gewicht von KoLeo</translation>
    </message>
    <message>
        <source>Predictor at full rate</source>
        <translation>Prädiktor mit voller Rate</translation>
    </message>
    <message>
        <source>Common share</source>
        <translation>Gemeinsamer Anteil</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>Weight of agreement</source>
        <translation>Gewicht der Übereinstimmung</translation>
    </message>
    <message>
        <source>Weight of variance</source>
        <translation>Gewicht der Varianz</translation>
    </message>
    <message>
        <source>Weight of covariance</source>
        <translation>Gewicht der Kovarianz</translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation>Lambda</translation>
    </message>
    <message>
        <source>Loss factor</source>
        <translation>Faktor des Verlusts</translation>
    </message>
    <message>
        <source>At step</source>
        <translation>Bei Schritt</translation>
    </message>
    <message>
        <source>Extra time</source>
        <translation>Zusätzliche Zeit</translation>
    </message>
    <message>
        <source>Artifacts</source>
        <translation>Artefakte</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>body part</source>
        <translation>Körperteil</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beides</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>konstant</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>polynomial</source>
        <translation>polynomial</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>X-ray</source>
        <translation>Röntgen</translation>
    </message>
    <message>
        <source>ultrasound</source>
        <translation>Ultraschall</translation>
    </message>
    <message>
        <source>microscopy</source>
        <translation>Mikroskopie</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>workstation</source>
        <translation>Workstation</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>Veröffentlichung</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>distance matrix</source>
        <translation>Abstandsmatrix</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>position</source>
        <translation>Lage</translation>
    </message>
    <message>
        <source>every</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>one</source>
        <translation>eine</translation>
    </message>
    <message>
        <source>several</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>global</source>
        <translation>global</translation>
    </message>
    <message>
        <source>local</source>
        <translation>lokal</translation>
    </message>
    <message>
        <source>joint</source>
        <translation>gemeinsam</translation>
    </message>
    <message>
        <source>separate</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>in the plane</source>
        <translation>in der Ebene</translation>
    </message>
    <message>
        <source>between slices</source>
        <translation>zwischen Schichten</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>absolute</source>
        <translation>absolut</translation>
    </message>
    <message>
        <source>squared</source>
        <translation>quadratisch</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>velocity</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>photons</source>
        <translation>Photonen</translation>
    </message>
    <message>
        <source>Rician</source>
        <translation>Rice</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>relativ</translation>
    </message>
    <message>
        <source>small</source>
        <translation>klein</translation>
    </message>
    <message>
        <source>surrogate</source>
        <translation>Surrogat</translation>
    </message>
    <message>
        <source>triplet</source>
        <translation>Triplett</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>transform</source>
        <translation>Grauwertänderung</translation>
    </message>
    <message>
        <source>Drop path</source>
        <translation>Drop Path</translation>
    </message>
    <message>
        <source>Layer scale</source>
        <translation>Layer Scale</translation>
    </message>
    <message>
        <source>Balance of the teacher</source>
        <translation>Ausgleich des Lehrers</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>Zentrum</translation>
    </message>
    <message>
        <source>Sinkhorn</source>
        <translation>Sinkhorn</translation>
    </message>
    <message>
        <source>Norm of the features</source>
        <translation>Normierung der Merkmale</translation>
    </message>
    <message>
        <source>Compute blocks twice</source>
        <translation>Blöcke zweimal berechnen</translation>
    </message>
    <message>
        <source>Channels at full resolution</source>
        <translation>Kanäle in voller Auflösung</translation>
    </message>
    <message>
        <source>Window side</source>
        <translation>Fensterkante</translation>
    </message>
    <message>
        <source>Blocks of each stage</source>
        <translation>Blöcke jeder Stufe</translation>
    </message>
    <message>
        <source>Form of the network</source>
        <translation>Form des Netzes</translation>
    </message>
    <message>
        <source>Channels a layer</source>
        <translation>Kanäle je Schicht</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>mended</source>
        <translation>berichtigt</translation>
    </message>
    <message>
        <source>published</source>
        <translation>veröffentlicht</translation>
    </message>
    <message>
        <source>Image side</source>
        <translation>Bildseite</translation>
    </message>
    <message>
        <source>classic</source>
        <translation>klassisch</translation>
    </message>
    <message>
        <source>Column to learn</source>
        <translation>Zu lernende Spalte</translation>
    </message>
    <message>
        <source>Order of the classes</source>
        <translation>Reihenfolge der Klassen</translation>
    </message>
    <message>
        <source>Focus on wrong answers</source>
        <translation>Blick auf falsche Antworten</translation>
    </message>
    <message>
        <source>Balance of the classes</source>
        <translation>Ausgleich der Klassen</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label-Glättung</translation>
    </message>
    <message>
        <source>Mixup</source>
        <translation>Mixup</translation>
    </message>
    <message>
        <source>CutMix</source>
        <translation>CutMix</translation>
    </message>
    <message>
        <source>Pooling of slices</source>
        <translation>Zusammenfassen der Schichten</translation>
    </message>
    <message>
        <source>Slices at once</source>
        <translation>Schichten auf einmal</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation>Klassifikation</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>class-balanced</source>
        <translation>klassenausgeglichen</translation>
    </message>
    <message>
        <source>focal</source>
        <translation>fokal</translation>
    </message>
    <message>
        <source>cross entropy</source>
        <translation>Kreuzentropie</translation>
    </message>
    <message>
        <source>grades</source>
        <translation>Grade</translation>
    </message>
    <message>
        <source>several labels</source>
        <translation>mehrere Labels</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>Autoencoder</translation>
    </message>
    <message>
        <source>Width on codes</source>
        <translation>Breite auf Codes</translation>
    </message>
    <message>
        <source>Contrast of modalities</source>
        <translation>Kontrast der Modalitäten</translation>
    </message>
    <message>
        <source>Temperature of the contrast</source>
        <translation>Temperatur des Kontrasts</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Palette</translation>
    </message>
    <message>
        <source>even bins</source>
        <translation>gleiche Stufen</translation>
    </message>
    <message>
        <source>by k-means</source>
        <translation>durch k-Means</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>Ausschnitte</translation>
    </message>
    <message>
        <source>codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>variational</source>
        <translation>variationell</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>einfach</translation>
    </message>
    <message>
        <source>one class</source>
        <translation>eine Klasse</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Times finer</source>
        <translation>Faktor der Verfeinerung</translation>
    </message>
    <message>
        <source>Axes to refine</source>
        <translation>Verfeinerte Achsen</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>Gemacht aus</translation>
    </message>
    <message>
        <source>What is made</source>
        <translation>Was entsteht</translation>
    </message>
    <message>
        <source>Difference only</source>
        <translation>Nur die Differenz</translation>
    </message>
    <message>
        <source>Weight of the absolute error</source>
        <translation>Gewicht des absoluten Fehlers</translation>
    </message>
    <message>
        <source>Weight of features</source>
        <translation>Gewicht der Merkmale</translation>
    </message>
    <message>
        <source>Enhancement</source>
        <translation>Verbesserung</translation>
    </message>
    <message>
        <source>take noise away</source>
        <translation>Rauschen entfernen</translation>
    </message>
    <message>
        <source>super-resolution</source>
        <translation>Superauflösung</translation>
    </message>
    <message>
        <source>mend artifacts</source>
        <translation>Artefakte beheben</translation>
    </message>
    <message>
        <source>even greys</source>
        <translation>Grauwerte angleichen</translation>
    </message>
    <message>
        <source>another image</source>
        <translation>ein anderes Bild</translation>
    </message>
    <message>
        <source>Length of an embedding</source>
        <translation>Länge einer Einbettung</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>Gefunden nach</translation>
    </message>
    <message>
        <source>Retrieval</source>
        <translation>Ähnlichkeitssuche</translation>
    </message>
    <message>
        <source>supervised contrastive</source>
        <translation>überwacht kontrastiv</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Names in the file</source>
        <translation>Namen in der Datei</translation>
    </message>
    <message>
        <source>Other channels</source>
        <translation>Andere Kanäle</translation>
    </message>
    <message>
        <source>From 2D to 3D</source>
        <translation>Von 2D nach 3D</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>wiederholen</translation>
    </message>
    <message>
        <source>average</source>
        <translation>mitteln</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>null</translation>
    </message>
    <message>
        <source>What learns</source>
        <translation>Was lernt</translation>
    </message>
    <message>
        <source>Thawed after</source>
        <translation>Aufgetaut nach</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>early layers slower</source>
        <translation>frühe Schichten langsamer</translation>
    </message>
    <message>
        <source>gradual thaw</source>
        <translation>schrittweises Auftauen</translation>
    </message>
    <message>
        <source>encoder frozen</source>
        <translation>Encoder eingefroren</translation>
    </message>
    <message>
        <source>last layer alone</source>
        <translation>nur die letzte Schicht</translation>
    </message>
    <message>
        <source>Weight of too much</source>
        <translation>Gewicht des Überschüssigen</translation>
    </message>
    <message>
        <source>Weight of what is missed</source>
        <translation>Gewicht des Fehlenden</translation>
    </message>
    <message>
        <source>Weight of the boundary</source>
        <translation>Gewicht der Grenze</translation>
    </message>
    <message>
        <source>Weights of the labels</source>
        <translation>Gewichte der Labels</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Post-processing</source>
        <translation>Nachbearbeitung</translation>
    </message>
    <message>
        <source>Tolerance of surfaces</source>
        <translation>Toleranz der Oberflächen</translation>
    </message>
    <message>
        <source>Weight of the critic</source>
        <translation>Gewicht des Kritikers</translation>
    </message>
    <message>
        <source>Dice, cross entropy</source>
        <translation>Dice, Kreuzentropie</translation>
    </message>
    <message>
        <source>Dice, focal</source>
        <translation>Dice, fokal</translation>
    </message>
    <message>
        <source>Tversky, cross entropy</source>
        <translation>Tversky, Kreuzentropie</translation>
    </message>
    <message>
        <source>focal Tversky</source>
        <translation>fokales Tversky</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Order in memory</source>
        <translation>Ordnung im Speicher</translation>
    </message>
    <message>
        <source>contiguous</source>
        <translation>zusammenhängend</translation>
    </message>
    <message>
        <source>channels last</source>
        <translation>Kanäle zuletzt</translation>
    </message>
</context>
<context>
    <name>selvox::ui::PlanDialog</name>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>Target spacing</source>
        <translation>Zielabstände</translation>
    </message>
    <message>
        <source>Planned for</source>
        <translation>Geplant für</translation>
    </message>
    <message>
        <source>Plan the experiment</source>
        <translation>Experiment planen</translation>
    </message>
    <message>
        <source>Plan for %1</source>
        <translation>Plan für %1</translation>
    </message>
    <message>
        <source>By nnU-Net&apos;s rules, from the shapes and spacings of the dataset and the memory of the device. What is taken over can be edited as before.</source>
        <translation>Nach den Regeln von nnU-Net, aus Größen und Abständen des Datensatzes und dem Speicher des Geräts. Was übernommen wird, lässt sich ändern wie bisher.</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Plant</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Weil</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>not prepared</source>
        <translation>nicht vorbereitet</translation>
    </message>
    <message>
        <source>Prepare %1 at the planned spacing too</source>
        <translation>%1 auch mit den geplanten Abständen vorbereiten</translation>
    </message>
    <message>
        <source>%1 is prepared at %2; the plan holds for %3. Runs that are there keep their volumes.</source>
        <translation>%1 ist mit %2 vorbereitet; der Plan gilt für %3. Vorhandene Läufe behalten ihre Volumen.</translation>
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
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Some real steps at this very size, in a folder that is deleted afterwards</source>
        <translation>Einige echte Schritte in genau dieser Größe, in einem Ordner, der danach gelöscht wird</translation>
    </message>
    <message>
        <source>One experiment of many runs</source>
        <translation>Ein Experiment aus vielen Läufen</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1, gemessen</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>geschätzt</translation>
    </message>
    <message>
        <source>%1 steps/s, %2</source>
        <translation>%1 Schritte/s, %2</translation>
    </message>
    <message>
        <source>%1 s a step, %2</source>
        <translation>%1 s je Schritt, %2</translation>
    </message>
    <message>
        <source>about %1, measured</source>
        <translation>etwa %1, gemessen</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>up to %1 of %2 free</source>
        <translation>bis %1 von %2 frei</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>Cancel the dry run</source>
        <translation>Probelauf abbrechen</translation>
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
    <name>selvox::ui::QcBar</name>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Rate %1 of 5</source>
        <translation>Mit %1 von 5 bewerten</translation>
    </message>
    <message>
        <source>Key %1; 0 takes the rating away</source>
        <translation>Taste %1; 0 nimmt die Bewertung weg</translation>
    </message>
    <message>
        <source>1 unusable · 5 perfect</source>
        <translation>1 unbrauchbar · 5 tadellos</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Tag, then Enter</source>
        <translation>Schlagwort, dann Enter</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>Neues Schlagwort</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Z undo · W window · U next unrated</source>
        <translation>Z zurück · W Fenster · U nächste ohne Bewertung</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>Markiert</translation>
    </message>
</context>
<context>
    <name>selvox::ui::QcPage</name>
    <message>
        <source>Nothing was said in this pass that could be undone.</source>
        <translation>In dieser Sichtung wurde nichts eingetragen, das sich zurücknehmen ließe.</translation>
    </message>
    <message>
        <source>Every case of this list is rated.</source>
        <translation>Alle Fälle dieser Liste sind bewertet.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Order of the cases</source>
        <translation>Reihenfolge der Fälle</translation>
    </message>
    <message>
        <source>as listed</source>
        <translation>wie in der Liste</translation>
    </message>
    <message>
        <source>most unusual first</source>
        <translation>Auffälligste zuerst</translation>
    </message>
    <message>
        <source>Leave the pass</source>
        <translation>Sichtung verlassen</translation>
    </message>
    <message>
        <source>Back to the list (Esc); the place is kept</source>
        <translation>Zurück zur Liste (Esc); die Stelle bleibt gemerkt</translation>
    </message>
    <message>
        <source>This workspace keeps no ratings. Open it with a newer Selvox.</source>
        <translation>Dieser Arbeitsbereich führt keine Bewertungen. Mit einem neueren Selvox öffnen.</translation>
    </message>
    <message>
        <source>%1 · place is kept when you leave</source>
        <translation>%1 · die Stelle bleibt beim Verlassen gemerkt</translation>
    </message>
    <message>
        <source>All data</source>
        <translation>Alle Daten</translation>
    </message>
    <message>
        <source>Case %1 of %2</source>
        <translation>Fall %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>next %n cases ready</source>
        <translation>
            <numerusform>nächster Fall bereit</numerusform>
            <numerusform>nächste %n Fälle bereit</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
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
        <source>Measure the quality first; then the most unusual cases are known.</source>
        <translation>Zuerst die Qualität messen; dann sind die auffälligsten Fälle bekannt.</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Nächster Fall</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>Voriger Fall</translation>
    </message>
    <message>
        <source>Slice up</source>
        <translation>Schicht aufwärts</translation>
    </message>
    <message>
        <source>Slice down</source>
        <translation>Schicht abwärts</translation>
    </message>
    <message>
        <source>Take the rating away</source>
        <translation>Bewertung wegnehmen</translation>
    </message>
    <message>
        <source>Rate %1</source>
        <translation>Mit %1 bewerten</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Next case without a rating</source>
        <translation>Nächster Fall ohne Bewertung</translation>
    </message>
    <message>
        <source>Undo the last word</source>
        <translation>Letzte Eintragung zurücknehmen</translation>
    </message>
    <message>
        <source>Window as on opening</source>
        <translation>Fenster wie beim Öffnen</translation>
    </message>
    <message>
        <source>Export ratings</source>
        <translation>Bewertungen ausgeben</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
</context>
<context>
    <name>selvox::ui::QcSession</name>
    <message>
        <source>Rating of %1 taken away</source>
        <translation>Bewertung von %1 weggenommen</translation>
    </message>
    <message>
        <source>%1 rated %2</source>
        <translation>%1 mit %2 bewertet</translation>
    </message>
    <message>
        <source>%1 flagged</source>
        <translation>%1 markiert</translation>
    </message>
    <message>
        <source>Flag of %1 taken away</source>
        <translation>Markierung von %1 weggenommen</translation>
    </message>
    <message>
        <source>%1 tagged %2</source>
        <translation>%1 mit Schlagwort %2</translation>
    </message>
    <message>
        <source>Tag %1 of %2 taken away</source>
        <translation>Schlagwort %1 von %2 weggenommen</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
</context>
<context>
    <name>selvox::ui::QcSide</name>
    <message>
        <source>Measure quality</source>
        <translation>Qualität messen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What is wrong with it? Esc goes back to the image.</source>
        <translation>Was stimmt nicht? Esc führt zurück zum Bild.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Rated cases</source>
        <translation>Bewertete Fälle</translation>
    </message>
    <message>
        <source>Go on after a rating</source>
        <translation>Nach einer Bewertung weiter</translation>
    </message>
    <message>
        <source>Keep window, slice and zoom</source>
        <translation>Fenster, Schicht und Zoom behalten</translation>
    </message>
    <message>
        <source>Export ratings…</source>
        <translation>Bewertungen ausgeben …</translation>
    </message>
    <message>
        <source>%1 of %2 rated</source>
        <translation>%1 von %2 bewertet</translation>
    </message>
    <message>
        <source>%1 a case</source>
        <translation>%1 je Fall</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message numerus="yes">
        <source>%n flagged</source>
        <translation>
            <numerusform>%n markiert</numerusform>
            <numerusform>%n markiert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::QcStrip</name>
    <message>
        <source>Cases before and after</source>
        <translation>Fälle davor und danach</translation>
    </message>
</context>
<context>
    <name>selvox::ui::Quality</name>
    <message>
        <source>sagittal</source>
        <translation>sagittal</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>koronal</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>no voxels</source>
        <translation>keine Voxel</translation>
    </message>
    <message>
        <source>empty slices</source>
        <translation>leere Schichten</translation>
    </message>
    <message>
        <source>repeated slices</source>
        <translation>wiederholte Schichten</translation>
    </message>
    <message>
        <source>missing slices</source>
        <translation>fehlende Schichten</translation>
    </message>
    <message>
        <source>odd slices</source>
        <translation>auffällige Schichten</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>Rand ohne Bild</translation>
    </message>
    <message>
        <source>label grid</source>
        <translation>Gitter der Segmentierung</translation>
    </message>
    <message>
        <source>label outside</source>
        <translation>Segmentierung außerhalb</translation>
    </message>
    <message>
        <source>empty label</source>
        <translation>leere Segmentierung</translation>
    </message>
    <message>
        <source>orientation</source>
        <translation>Ausrichtung</translation>
    </message>
    <message>
        <source>outlier</source>
        <translation>Ausreißer</translation>
    </message>
    <message>
        <source>Spacing left to right</source>
        <translation>Abstand links–rechts</translation>
    </message>
    <message>
        <source>Spacing front to back</source>
        <translation>Abstand vorn–hinten</translation>
    </message>
    <message>
        <source>Spacing bottom to top</source>
        <translation>Abstand unten–oben</translation>
    </message>
    <message>
        <source>Size left to right</source>
        <translation>Größe links–rechts</translation>
    </message>
    <message>
        <source>Size front to back</source>
        <translation>Größe vorn–hinten</translation>
    </message>
    <message>
        <source>Size bottom to top</source>
        <translation>Größe unten–oben</translation>
    </message>
    <message>
        <source>Smallest value</source>
        <translation>Kleinster Wert</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>Größter Wert</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Signal to noise</source>
        <translation>Signal zu Rauschen</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Label volume</source>
        <translation>Volumen der Segmentierung</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>%1 voxels</source>
        <translation>%1 Voxel</translation>
    </message>
    <message>
        <source>Its voxels cannot be read. Import its files again.</source>
        <translation>Seine Voxel lassen sich nicht lesen. Die Dateien erneut importieren.</translation>
    </message>
    <message>
        <source>Slices %1 (%2) hold one value each, between others with an image.</source>
        <translation>Die Schichten %1 (%2) haben je nur einen Wert, zwischen anderen mit Bild.</translation>
    </message>
    <message>
        <source>Slices %1 (%2) repeat the slice before.</source>
        <translation>Die Schichten %1 (%2) wiederholen die Schicht davor.</translation>
    </message>
    <message>
        <source>Slices are likely missing after %1 (%2).</source>
        <translation>Nach %1 (%2) fehlen wahrscheinlich Schichten.</translation>
    </message>
    <message>
        <source>Slices %1 (%2) are unlike both neighbours.</source>
        <translation>Die Schichten %1 (%2) gleichen keinem ihrer Nachbarn.</translation>
    </message>
    <message>
        <source>%1 and %2 empty slices at the ends (%3).</source>
        <translation>%1 und %2 leere Schichten an den Enden (%3).</translation>
    </message>
    <message>
        <source>A label map is on another grid than its image.</source>
        <translation>Eine Segmentierung liegt auf einem anderen Gitter als ihr Bild.</translation>
    </message>
    <message>
        <source>%1 of %2 labelled voxels lie where the image is cut away.</source>
        <translation>%1 von %2 segmentierten Voxeln liegen, wo das Bild abgeschnitten ist.</translation>
    </message>
    <message>
        <source>A label map is empty.</source>
        <translation>Eine Segmentierung ist leer.</translation>
    </message>
    <message>
        <source>Stored as %1, unlike most.</source>
        <translation>Gespeichert als %1, anders als die meisten.</translation>
    </message>
    <message>
        <source>%1 %2, usual %3 (%4).</source>
        <translation>%1 %2, üblich %3 (%4).</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Ausrichtung</translation>
    </message>
    <message>
        <source>unlike most</source>
        <translation>anders als die meisten</translation>
    </message>
    <message>
        <source>Empty, repeated, missing slices</source>
        <translation>Leere, wiederholte, fehlende Schichten</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Measured, beside the other %1</source>
        <translation>Gemessen, neben den %1 anderen</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>selvox::ui::QualityData</name>
    <message>
        <source>Measure quality of %1</source>
        <translation>Qualität von %1 messen</translation>
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
    <message>
        <source>Start weights</source>
        <translation>Startgewichte</translation>
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
    <name>selvox::ui::Runs</name>
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
        <translation>Kopieren Sie den Lauf mit kleinerem Batch oder kleinerem Ausschnitt.</translation>
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
        <translation>Verlust</translation>
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
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>turns</source>
        <translation>Drehungen</translation>
    </message>
    <message>
        <source>grey transform</source>
        <translation>Grauwertänderung</translation>
    </message>
    <message>
        <source>order</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>maskiert</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>Kanten</translation>
    </message>
    <message>
        <source>absolute error</source>
        <translation>absoluter Fehler</translation>
    </message>
    <message>
        <source>cross entropy</source>
        <translation>Kreuzentropie</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL-Divergenz</translation>
    </message>
    <message>
        <source>reconstruction</source>
        <translation>Rekonstruktion</translation>
    </message>
    <message>
        <source>restoration</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>global</source>
        <translation>global</translation>
    </message>
    <message>
        <source>local</source>
        <translation>lokal</translation>
    </message>
    <message>
        <source>middle scales</source>
        <translation>mittlere Stufen</translation>
    </message>
    <message>
        <source>invariance</source>
        <translation>Invarianz</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>Varianz</translation>
    </message>
    <message>
        <source>covariance</source>
        <translation>Kovarianz</translation>
    </message>
    <message>
        <source>generator</source>
        <translation>Generator</translation>
    </message>
    <message>
        <source>critic</source>
        <translation>Kritiker</translation>
    </message>
    <message>
        <source>regulariser</source>
        <translation>Regularisierer</translation>
    </message>
    <message>
        <source>positive pairs</source>
        <translation>positive Paare</translation>
    </message>
    <message>
        <source>negative pairs</source>
        <translation>negative Paare</translation>
    </message>
    <message>
        <source>distance of positives</source>
        <translation>Abstand der Positiven</translation>
    </message>
    <message>
        <source>distance of negatives</source>
        <translation>Abstand der Negativen</translation>
    </message>
    <message>
        <source>on the diagonal</source>
        <translation>auf der Diagonale</translation>
    </message>
    <message>
        <source>off the diagonal</source>
        <translation>neben der Diagonale</translation>
    </message>
    <message>
        <source>mean of the diagonal</source>
        <translation>Mittel der Diagonale</translation>
    </message>
    <message>
        <source>RMS off the diagonal</source>
        <translation>RMS neben der Diagonale</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>Korrelation</translation>
    </message>
    <message>
        <source>error of copying</source>
        <translation>Fehler des Kopierens</translation>
    </message>
    <message>
        <source>paired share</source>
        <translation>gepaarter Anteil</translation>
    </message>
    <message>
        <source>explained share</source>
        <translation>erklärter Anteil</translation>
    </message>
    <message>
        <source>bits a value</source>
        <translation>Bits je Wert</translation>
    </message>
    <message>
        <source>counted share</source>
        <translation>gezählter Anteil</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleichswert</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>largest share</source>
        <translation>größter Anteil</translation>
    </message>
    <message>
        <source>active share</source>
        <translation>aktiver Anteil</translation>
    </message>
    <message>
        <source>common positions</source>
        <translation>gemeinsame Stellen</translation>
    </message>
    <message>
        <source>two images</source>
        <translation>zwei Bilder</translation>
    </message>
    <message>
        <source>accuracy of turns</source>
        <translation>Genauigkeit der Drehungen</translation>
    </message>
    <message>
        <source>accuracy of masks</source>
        <translation>Genauigkeit der Masken</translation>
    </message>
    <message>
        <source>accuracy of grey transforms</source>
        <translation>Genauigkeit der Grauwertänderungen</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>backward pass</source>
        <translation>Rückwärtsschritt</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>image quality</source>
        <translation>Bildqualität</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>PSNR of the input</source>
        <translation>PSNR der Eingabe</translation>
    </message>
    <message>
        <source>SSIM of the input</source>
        <translation>SSIM der Eingabe</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>tau</source>
        <translation>Tau</translation>
    </message>
    <message>
        <source>beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>R1 penalty</source>
        <translation>R1-Strafe</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Spearman</source>
        <translation>Spearman</translation>
    </message>
    <message>
        <source>evenness</source>
        <translation>Gleichmaß</translation>
    </message>
    <message>
        <source>clusterings</source>
        <translation>Clusterungen</translation>
    </message>
    <message>
        <source>Accuracy, validation</source>
        <translation>Genauigkeit, Validierung</translation>
    </message>
    <message>
        <source>AUC, validation</source>
        <translation>AUC, Validierung</translation>
    </message>
    <message>
        <source>Test AUC</source>
        <translation>Test-AUC</translation>
    </message>
    <message>
        <source>PSNR, validation</source>
        <translation>PSNR, Validierung</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>PSNR of the input, validation</source>
        <translation>PSNR der Eingabe, Validierung</translation>
    </message>
    <message>
        <source>SSIM, validation</source>
        <translation>SSIM, Validierung</translation>
    </message>
    <message>
        <source>SSIM of the input, validation</source>
        <translation>SSIM der Eingabe, Validierung</translation>
    </message>
    <message>
        <source>Test PSNR</source>
        <translation>Test-PSNR</translation>
    </message>
    <message>
        <source>mAP, validation</source>
        <translation>mAP, Validierung</translation>
    </message>
    <message>
        <source>Precision at 5, validation</source>
        <translation>Präzision bei 5, Validierung</translation>
    </message>
    <message>
        <source>Test mAP</source>
        <translation>mAP im Test</translation>
    </message>
    <message>
        <source>Distance of the farthest like</source>
        <translation>Abstand des fernsten Gleichen</translation>
    </message>
    <message>
        <source>Distance of the nearest unlike</source>
        <translation>Abstand des nächsten Ungleichen</translation>
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
    <name>selvox::ui::SearchDialog</name>
    <message>
        <source>Trials with settings drawn from the ranges below, judged on validation cases alone. The first trial sets nothing, for comparison.</source>
        <translation>Versuche mit Einstellungen, die aus den Bereichen unten gezogen werden, beurteilt nur auf Validierungsfällen. Der erste Versuch setzt nichts, zum Vergleich.</translation>
    </message>
    <message>
        <source>Successive halving</source>
        <translation>Stufenweises Aussieben</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Vorgehen</translation>
    </message>
    <message>
        <source>halving stops the worse trials early</source>
        <translation>das Aussieben beendet schlechtere Versuche früh</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>One of so many goes on</source>
        <translation>Einer von so vielen geht weiter</translation>
    </message>
    <message>
        <source>Steps of the longest trial</source>
        <translation>Schritte des längsten Versuchs</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>of the drawn settings and of their training</source>
        <translation>der gezogenen Einstellungen und ihres Trainings</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>the runs are called NAME-t1, NAME-t2, …</source>
        <translation>die Läufe heißen NAME-t1, NAME-t2, …</translation>
    </message>
    <message>
        <source>Search over</source>
        <translation>Suchen über</translation>
    </message>
    <message>
        <source>Add a setting</source>
        <translation>Einstellung hinzufügen</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Range or values</source>
        <translation>Bereich oder Werte</translation>
    </message>
    <message>
        <source>2, 4, 8 or 1e-4..1e-2:log</source>
        <translation>2, 4, 8 oder 1e-4..1e-2:log</translation>
    </message>
    <message>
        <source>Leave this setting out</source>
        <translation>Diese Einstellung weglassen</translation>
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
    <message>
        <source>Not measured. Measure the quality of this dataset to see it.</source>
        <translation>Nicht gemessen. Die Qualität dieses Datensatzes messen, um es zu sehen.</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>%1, flagged</source>
        <translation>%1, markiert</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
</context>
<context>
    <name>selvox::ui::ServerDialog</name>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Image archive</source>
        <translation>Bildarchiv</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>as you call it</source>
        <translation>wie Sie es nennen</translation>
    </message>
    <message>
        <source>DICOM (C-FIND, C-GET)</source>
        <translation>DICOM (C-FIND, C-GET)</translation>
    </message>
    <message>
        <source>DICOMweb</source>
        <translation>DICOMweb</translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation>Spricht</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Its title (AE)</source>
        <translation>Sein Titel (AE)</translation>
    </message>
    <message>
        <source>Our title (AE)</source>
        <translation>Unser Titel (AE)</translation>
    </message>
    <message>
        <source>Encrypted (TLS)</source>
        <translation>Verschlüsselt (TLS)</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Its authority</source>
        <translation>Seine Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>certificate file (PEM)</source>
        <translation>Zertifikatsdatei (PEM)</translation>
    </message>
    <message>
        <source>Our certificate</source>
        <translation>Unser Zertifikat</translation>
    </message>
    <message>
        <source>only where the archive wants one</source>
        <translation>nur wenn das Archiv es verlangt</translation>
    </message>
    <message>
        <source>Our key</source>
        <translation>Unser Schlüssel</translation>
    </message>
    <message>
        <source>Does it answer?</source>
        <translation>Antwortet es?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Asking %1</source>
        <translation>%1 wird gefragt</translation>
    </message>
    <message>
        <source>It answers.</source>
        <translation>Es antwortet.</translation>
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
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>Random weights, or those of a run that goes on with these data</source>
        <translation>Zufällige Gewichte oder die eines Laufs, der mit diesen Daten weiterlernt</translation>
    </message>
    <message>
        <source>held-out ones too</source>
        <translation>auch zurückgehaltene</translation>
    </message>
    <message>
        <source>Learn from validation and test cases too; judging on them later meets the leak gate</source>
        <translation>Auch aus Validierungs- und Testfällen lernen; wer später auf ihnen urteilt, trifft auf die Leckschranke</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Start weights</source>
        <translation>Startgewichte</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
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
    <name>selvox::ui::SimilarDialog</name>
    <message>
        <source>Similar cases</source>
        <translation>Ähnliche Fälle</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Whole scans</source>
        <translation>Ganze Aufnahmen</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Single slices; the one in the middle asks</source>
        <translation>Einzelne Schichten; es fragt die mittlere</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>The surroundings of labels; the first one asks</source>
        <translation>Die Umgebung von Labels; es fragt das erste</translation>
    </message>
    <message>
        <source>Network of run</source>
        <translation>Netz des Laufs</translation>
    </message>
    <message>
        <source>Run whose network compares</source>
        <translation>Lauf, dessen Netz vergleicht</translation>
    </message>
    <message>
        <source>Leave out the same patient</source>
        <translation>Denselben Patienten auslassen</translation>
    </message>
    <message>
        <source>Build the index again</source>
        <translation>Index neu aufbauen</translation>
    </message>
    <message>
        <source>Build the index</source>
        <translation>Index aufbauen</translation>
    </message>
    <message>
        <source>Cases are compared by the network of a run, and no run has a checkpoint yet. Pretrain one on these scans.</source>
        <translation>Fälle vergleicht das Netz eines Laufs, und noch hat kein Lauf einen Checkpoint. Trainieren Sie eines auf diesen Aufnahmen vor.</translation>
    </message>
    <message>
        <source>Plan an experiment</source>
        <translation>Experiment planen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Search from this case</source>
        <translation>Von diesem Fall aus suchen</translation>
    </message>
    <message>
        <source>Open in the viewer</source>
        <translation>Im Betrachter öffnen</translation>
    </message>
    <message>
        <source>This scan has no labels.</source>
        <translation>Diese Aufnahme hat keine Labels.</translation>
    </message>
    <message>
        <source>every scan</source>
        <translation>jeder Aufnahme</translation>
    </message>
    <message>
        <source>slices of every scan</source>
        <translation>von Schichten jeder Aufnahme</translation>
    </message>
    <message>
        <source>the labels of every scan</source>
        <translation>der Labels jeder Aufnahme</translation>
    </message>
    <message>
        <source>%1 has not looked at these scans yet. An index of %2 takes one pass of its network over the run&apos;s datasets; on the command line: selvox index WS --run %1 --of %3</source>
        <translation>%1 hat diese Aufnahmen noch nicht angesehen. Ein Index %2 braucht einen Durchgang seines Netzes durch die Datensätze des Laufs; auf der Befehlszeile: selvox index WS --run %1 --of %3</translation>
    </message>
    <message>
        <source>Looking for similar cases</source>
        <translation>Suche nach ähnlichen Fällen</translation>
    </message>
    <message>
        <source>No other patient&apos;s case is in this index</source>
        <translation>In diesem Index ist kein Fall eines anderen Patienten</translation>
    </message>
    <message>
        <source>Nearest %1 of %2 · cosine distance, smaller is closer</source>
        <translation>Die nächsten %1 von %2 · Kosinusabstand, kleiner ist näher</translation>
    </message>
    <message>
        <source>Index: %1 rows, exact</source>
        <translation>Index: %1 Zeilen, exakt</translation>
    </message>
    <message>
        <source>Index: %1 rows, approximate (%2)</source>
        <translation>Index: %1 Zeilen, genähert (%2)</translation>
    </message>
    <message>
        <source>The run has trained on since this index was built.</source>
        <translation>Der Lauf hat seit dem Aufbau dieses Index weiter trainiert.</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) came later and are not in this index.</source>
        <translation>
            <numerusform>%n Aufnahme kam später und ist nicht in diesem Index.</numerusform>
            <numerusform>%n Aufnahmen kamen später und sind nicht in diesem Index.</numerusform>
        </translation>
    </message>
    <message>
        <source>Index %1</source>
        <translation>Index %1</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1, %2 von %3</translation>
    </message>
    <message>
        <source>Building the index of %1</source>
        <translation>Index von %1 wird aufgebaut</translation>
    </message>
</context>
<context>
    <name>selvox::ui::SimilarModel</name>
    <message>
        <source>slice %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1, distance %2</source>
        <translation>%1, Abstand %2</translation>
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
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Zentrum</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Body part</source>
        <translation>Körperteil</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>no tag</source>
        <translation>kein Schlagwort</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>over 4 mm</source>
        <translation>über 4 mm</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Remove the view</source>
        <translation>Ansicht entfernen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
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
        <source>DICOM, NIfTI, NRRD, pictures, BIDS, nnU-Net, decathlon. Nothing is copied or changed until you say so.</source>
        <translation>DICOM, NIfTI, NRRD, Bilder, BIDS, nnU-Net, Decathlon. Nichts wird kopiert oder verändert, bevor Sie es sagen.</translation>
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
    <name>selvox::ui::TagChip</name>
    <message>
        <source>Take the tag %1 away</source>
        <translation>Schlagwort %1 wegnehmen</translation>
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
    <name>selvox::ui::TransferTab</name>
    <message>
        <source>taken as it was</source>
        <translation>unverändert übernommen</translation>
    </message>
    <message>
        <source>adapted</source>
        <translation>angepasst</translation>
    </message>
    <message>
        <source>first values</source>
        <translation>Anfangswerte</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht benutzt</translation>
    </message>
    <message>
        <source>As they were · %1</source>
        <translation>Unverändert · %1</translation>
    </message>
    <message>
        <source>Adapted · %1</source>
        <translation>Angepasst · %1</translation>
    </message>
    <message>
        <source>First values · %1</source>
        <translation>Anfangswerte · %1</translation>
    </message>
    <message>
        <source>Not used · %1</source>
        <translation>Nicht benutzt · %1</translation>
    </message>
    <message>
        <source>Filter tensors</source>
        <translation>Tensoren filtern</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Shape there</source>
        <translation>Form dort</translation>
    </message>
    <message>
        <source>How or why</source>
        <translation>Wie oder warum</translation>
    </message>
    <message>
        <source>Which tensors are listed</source>
        <translation>Welche Tensoren die Liste zeigt</translation>
    </message>
    <message>
        <source>Tensors of the network</source>
        <translation>Tensoren des Netzes</translation>
    </message>
    <message>
        <source>%1 of %2 tensors began with the weights of %3.</source>
        <translation>%1 von %2 Tensoren begannen mit den Gewichten von %3.</translation>
    </message>
    <message>
        <source>That is %1 of %2 values (%3 %).</source>
        <translation>Das sind %1 von %2 Werten (%3 %).</translation>
    </message>
    <message>
        <source>The file&apos;s names follow %1.</source>
        <translation>Die Namen der Datei folgen %1.</translation>
    </message>
    <message>
        <source>All · %1</source>
        <translation>Alle · %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
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
        <source>%1 has no prediction of this case. Evaluate the run again to make it.</source>
        <translation>%1 hat keine Vorhersage dieses Falls. Werten Sie den Lauf erneut aus, um sie zu erzeugen.</translation>
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
    <message>
        <source>Similar cases</source>
        <translation>Ähnliche Fälle</translation>
    </message>
    <message>
        <source>Cases that look like this one (S)</source>
        <translation>Fälle, die diesem gleichen (S)</translation>
    </message>
    <message>
        <source>Open a case first; then cases like it can be found.</source>
        <translation>Öffnen Sie zuerst einen Fall; dann lassen sich ähnliche finden.</translation>
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
        <source>Share of the patch that is hidden. Higher makes the task harder and the features more global.</source>
        <translation>Anteil des Ausschnitts, der verborgen wird. Höher macht die Aufgabe schwerer und die Merkmale umfassender.</translation>
    </message>
    <message>
        <source>voxels</source>
        <translation>Voxel</translation>
    </message>
    <message>
        <source>Each block is compared in units of its own mean and spread. On stresses texture; needs a patch that whole blocks fill.</source>
        <translation>Jeder Block wird in Einheiten seines eigenen Mittels und seiner Streuung verglichen. An betont Textur; braucht einen Ausschnitt, den ganze Blöcke füllen.</translation>
    </message>
    <message>
        <source>Two views of one patch attract, other patches repel; wants large batches</source>
        <translation>Zwei Ansichten eines Ausschnitts ziehen sich an, andere stoßen sich ab; will große Batches</translation>
    </message>
    <message>
        <source>How sharply near negatives count. Lower: the hardest dominate; higher: all alike. Large batches bear 0.1.</source>
        <translation>Wie scharf nahe Negative zählen. Niedriger: die schwersten bestimmen; höher: alle gleich. Große Batches vertragen 0,1.</translation>
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
        <translation>Normierung in den Köpfen. Batch-Norm braucht etwa 32 Proben je Batch; Layer-Norm arbeitet mit zwei. Automatisch: Batch in 2D, Layer in 3D.</translation>
    </message>
    <message>
        <source>Predict a slow copy of the network on another view; bears small batches</source>
        <translation>Eine träge Kopie des Netzes auf einer anderen Ansicht vorhersagen; verträgt kleine Batches</translation>
    </message>
    <message>
        <source>Momentum of the target at the start; it rises to 1 by a cosine. Lower for short runs, 0.996 for long ones.</source>
        <translation>Momentum des Ziels am Anfang; es steigt als Kosinus auf 1. Niedriger für kurze Läufe, 0,996 für lange.</translation>
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
        <source>Weight of the cross entropy. Higher favours every single voxel.</source>
        <translation>Gewicht der Kreuzentropie. Höher begünstigt jedes einzelne Voxel.</translation>
    </message>
    <message>
        <source>Losses on the coarser outputs as well: learns faster, costs a little time.</source>
        <translation>Verluste auch auf den gröberen Ausgaben: lernt schneller, kostet etwas Zeit.</translation>
    </message>
    <message>
        <source>One Dice over the whole batch instead of one per patch; for 2D slices.</source>
        <translation>Ein Dice über den ganzen Batch statt einer je Ausschnitt; für 2D-Schichten.</translation>
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
        <source>Factor on the learning rate of the encoder. Below 1 keeps pretrained features longer; 0 freezes them.</source>
        <translation>Faktor auf die Lernrate des Encoders. Unter 1 behält vortrainierte Merkmale länger; 0 friert sie ein.</translation>
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
        <translation>Batches</translation>
    </message>
    <message>
        <source>Batches whose gradients are added before one optimizer step: a larger batch in the same memory.</source>
        <translation>Batches, deren Gradienten vor einem Optimiererschritt addiert werden: ein größerer Batch im selben Speicher.</translation>
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
        <translation>Anteil jedes Batches, der um annotierte Voxel gezogen wird. Höher hilft kleinen Strukturen.</translation>
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
    <message>
        <source>Recognise a patch in a strongly changed copy of it, among the others</source>
        <translation>Einen Ausschnitt in einer stark veränderten Kopie unter den anderen wiedererkennen</translation>
    </message>
    <message>
        <source>triplet: a copy lies nearer to its original than another case does; any number of cases. surrogate: every training series is a class; for up to some thousand series. Its validation loss says nothing, since other series have no class.</source>
        <translation>Triplett: Eine Kopie liegt näher an ihrem Original als ein anderer Fall; beliebig viele Fälle. Surrogat: Jede Trainingsserie ist eine Klasse; für bis zu einige tausend Serien. Der Validierungsverlust sagt dann nichts aus, weil andere Serien keine Klasse haben.</translation>
    </message>
    <message>
        <source>How much farther the other case has to be (triplet). At 1 the loss never reaches 0; lower stops caring about triplets that are already apart.</source>
        <translation>Wie viel weiter weg der andere Fall sein muss (Triplett). Bei 1 erreicht der Verlust nie 0; niedriger lässt Tripletts außer Acht, die schon getrennt sind.</translation>
    </message>
    <message>
        <source>Length of the embedding that is compared (triplet).</source>
        <translation>Länge der Einbettung, die verglichen wird (Triplett).</translation>
    </message>
    <message>
        <source>Put the shuffled pieces of a patch (3 x 3, in 3D 3 x 3 x 3) back in order</source>
        <translation>Die vertauschten Teile eines Ausschnitts (3 x 3, in 3D 3 x 3 x 3) wieder ordnen</translation>
    </message>
    <message>
        <source>Number of orders to tell apart, chosen as different from each other as possible. More is harder and needs more steps.</source>
        <translation>Zahl der Anordnungen, die zu unterscheiden sind, so verschieden wie möglich gewählt. Mehr ist schwerer und braucht mehr Schritte.</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Anordnungen</translation>
    </message>
    <message>
        <source>Share of each cell&apos;s side that its piece leaves free; the piece lies at a random place in the cell. Higher hides lines that run from piece to piece, which would give the answer away.</source>
        <translation>Anteil der Kante jeder Zelle, den ihr Teil frei lässt; das Teil liegt an zufälliger Stelle in der Zelle. Höher verdeckt Linien, die von Teil zu Teil laufen und die Antwort verraten würden.</translation>
    </message>
    <message>
        <source>Features that the head keeps of each piece.</source>
        <translation>Merkmale, die der Kopf von jedem Teil behält.</translation>
    </message>
    <message>
        <source>Tell on which side of the middle piece of a patch another piece lies</source>
        <translation>Sagen, auf welcher Seite des mittleren Teils eines Ausschnitts ein anderes Teil liegt</translation>
    </message>
    <message>
        <source>Width of the head&apos;s hidden layer.</source>
        <translation>Breite der verborgenen Schicht des Kopfes.</translation>
    </message>
    <message>
        <source>Tell which way a patch was turned; quarter turns only where voxels have equal sides, and never a mirror</source>
        <translation>Sagen, wie ein Ausschnitt gedreht wurde; Vierteldrehungen nur bei gleich langen Voxelkanten, nie eine Spiegelung</translation>
    </message>
    <message>
        <source>4: quarter turns in the slice plane; 10: also about the two other axes; 24: every rotation of a cube, the hardest. Patches with unequal voxel sides are turned by 180 degrees only about those axes. Auto: 4 in 2D and for flat patches, otherwise 10.</source>
        <translation>4: Vierteldrehungen in der Schichtebene; 10: auch um die beiden anderen Achsen; 24: jede Drehung eines Würfels, am schwersten. Ausschnitte mit ungleichen Voxelkanten werden um diese Achsen nur um 180 Grad gedreht. Automatisch: 4 in 2D und bei flachen Ausschnitten, sonst 10.</translation>
    </message>
    <message>
        <source>turns</source>
        <translation>Drehungen</translation>
    </message>
    <message>
        <source>one: a random turn of each patch; every: all of them in one batch, which costs as many times more and learns steadier. Auto: every in 2D, one in 3D.</source>
        <translation>Eine: eine zufällige Drehung jedes Ausschnitts; alle: jede Drehung in einem Batch, was ebenso viele Male mehr kostet und stetiger lernt. Automatisch: alle in 2D, eine in 3D.</translation>
    </message>
    <message>
        <source>What is asked: the turn; which of six grey-value transforms was applied (inverted, gamma, contrast); or both. Transforms replace the grey-value augmentation.</source>
        <translation>Was gefragt wird: die Drehung; welche von sechs Grauwertänderungen angewandt wurde (invertiert, Gamma, Kontrast); oder beides. Die Grauwertänderungen ersetzen die Augmentierung der Grauwerte.</translation>
    </message>
    <message>
        <source>Put the cubes of a patch (2 x 2 x 2) back in order and tell which were turned by 180 degrees</source>
        <translation>Die Würfel eines Ausschnitts (2 x 2 x 2) wieder ordnen und sagen, welche um 180 Grad gedreht wurden</translation>
    </message>
    <message>
        <source>Number of orders to tell apart, chosen as different as possible. More is harder. Auto: 100; in 2D all 24 of four squares.</source>
        <translation>Zahl der Anordnungen, die zu unterscheiden sind, so verschieden wie möglich gewählt. Mehr ist schwerer. Automatisch: 100; in 2D alle 24 von vier Quadraten.</translation>
    </message>
    <message>
        <source>Rubik&apos;s cube+: half of the cubes are masked by blocks, and the network tells which.</source>
        <translation>Rubik&apos;s Cube+: Die Hälfte der Würfel wird durch Blöcke maskiert, und das Netz sagt, welche.</translation>
    </message>
    <message>
        <source>Share of a masked cube that blocks hide, with plus.</source>
        <translation>Anteil eines maskierten Würfels, den Blöcke verbergen (nur mit Cube+).</translation>
    </message>
    <message>
        <source>Tell in what order slices of a volume lie from the feet to the head (in 3D: slabs)</source>
        <translation>Sagen, in welcher Reihenfolge Schichten eines Volumens von den Füßen zum Kopf liegen (in 3D: Pakete aus Schichten)</translation>
    </message>
    <message>
        <source>How many are shown. 2: which one lies higher; 3 or 4: which of the 6 or 24 orders; harder, and costs as many passes.</source>
        <translation>Wie viele gezeigt werden. 2: welche höher liegt; 3 oder 4: welche der 6 oder 24 Reihenfolgen; schwerer, und kostet ebenso viele Durchgänge.</translation>
    </message>
    <message>
        <source>slices</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Least distance of neighbouring slices. Lower is harder; shortened where a volume is too small.</source>
        <translation>Kleinster Abstand benachbarter Schichten. Niedriger ist schwerer; er wird verkürzt, wo ein Volumen zu klein ist.</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>Largest distance of neighbouring slices. Higher is easier.</source>
        <translation>Größter Abstand benachbarter Schichten. Höher ist leichter.</translation>
    </message>
    <message>
        <source>An order and its reverse count as one answer, for data whose orientation is not known.</source>
        <translation>Eine Reihenfolge und ihre Umkehrung gelten als dieselbe Antwort; für Daten, deren Ausrichtung nicht bekannt ist.</translation>
    </message>
    <message>
        <source>Thickness of the slabs in 3D; thicker shows more anatomy and leaves less room between them. Auto: a quarter of the patch.</source>
        <translation>Dicke der Schichtpakete in 3D; dicker zeigt mehr Anatomie und lässt weniger Raum dazwischen. Automatisch: ein Viertel des Ausschnitts.</translation>
    </message>
    <message>
        <source>Estimate the height of a slice in its volume, or how far crops lie from each other</source>
        <translation>Die Höhe einer Schicht in ihrem Volumen schätzen oder wie weit Teilbilder auseinander liegen</translation>
    </message>
    <message>
        <source>position: height of a slice in its volume. offset, distance: of two crops of half the patch&apos;s side. distance-matrix: embeddings as far apart as their crops are. body-part: a score that rises evenly from slice to slice, for volumes that show different parts of the body.</source>
        <translation>Lage: Höhe einer Schicht in ihrem Volumen. Versatz, Abstand: zweier Teilbilder von halber Kante des Ausschnitts. Abstandsmatrix: Einbettungen, die so weit auseinander liegen wie ihre Teilbilder. Körperteil: ein Wert, der von Schicht zu Schicht gleichmäßig steigt, für Volumina, die verschiedene Teile des Körpers zeigen.</translation>
    </message>
    <message>
        <source>Of position. relative: from 0 at the lowest slice to 1 at the highest; mm: from the middle of the volume, for scans of the same region.</source>
        <translation>Einheit der Lage. Relativ: von 0 an der untersten Schicht bis 1 an der obersten; mm: von der Mitte des Volumens aus, für Aufnahmen derselben Region.</translation>
    </message>
    <message>
        <source>Crops of distance-matrix, slices of body-part. More costs as many passes.</source>
        <translation>Teilbilder der Abstandsmatrix, Schichten beim Körperteil. Mehr kostet ebenso viele Durchgänge.</translation>
    </message>
    <message>
        <source>crops</source>
        <translation>Teilbilder</translation>
    </message>
    <message>
        <source>Least distance of further slices; of body-part, the distance of neighbours.</source>
        <translation>Kleinster Abstand weiterer Schichten; beim Körperteil der Abstand von Nachbarn.</translation>
    </message>
    <message>
        <source>Largest distance of further slices, in 2D.</source>
        <translation>Größter Abstand weiterer Schichten, in 2D.</translation>
    </message>
    <message>
        <source>Restore a patch from a narrow code; encoder and decoder without skips</source>
        <translation>Einen Ausschnitt aus einem knappen Code wiederherstellen; Encoder und Decoder ohne Skip-Verbindungen</translation>
    </message>
    <message>
        <source>Numbers of the code at each position of the coarsest level. Lower keeps less and forces the network to sum up; higher restores more detail. Auto: an eighth of the patch&apos;s values in all.</source>
        <translation>Zahlen des Codes an jeder Stelle der gröbsten Stufe. Niedriger behält weniger und zwingt das Netz zusammenzufassen; höher stellt mehr Einzelheiten wieder her. Automatisch: insgesamt ein Achtel der Werte des Ausschnitts.</translation>
    </message>
    <message>
        <source>Squared error weighs large misses; absolute error keeps edges a little sharper.</source>
        <translation>Der quadratische Fehler gewichtet große Abweichungen; der absolute hält Kanten etwas schärfer.</translation>
    </message>
    <message>
        <source>One level of the network after another, each for an equal share of the steps, the earlier ones frozen. Off: all at once.</source>
        <translation>Eine Stufe des Netzes nach der anderen, jede für den gleichen Anteil der Schritte, die früheren eingefroren. Aus: alle zugleich.</translation>
    </message>
    <message>
        <source>Restore a patch from a narrow random code kept near the normal distribution; can draw new patches</source>
        <translation>Einen Ausschnitt aus einem knappen Zufallscode nahe der Normalverteilung wiederherstellen; kann neue Ausschnitte ziehen</translation>
    </message>
    <message>
        <source>Weight of the divergence from the normal distribution. Higher: smoother code, blurrier patches, at worst a code that says nothing (watch vae/active_units). Lower: towards a plain autoencoder.</source>
        <translation>Gewicht der Divergenz von der Normalverteilung. Höher: glatterer Code, unschärfere Ausschnitte, schlimmstenfalls ein Code, der nichts sagt (vae/active_units beobachten). Niedriger: näher am gewöhnlichen Autoencoder.</translation>
    </message>
    <message>
        <source>How long beta rises from 0. Longer guards better against an unused code.</source>
        <translation>Wie lange Beta von 0 ansteigt. Länger schützt besser vor einem ungenutzten Code.</translation>
    </message>
    <message>
        <source>share of the run</source>
        <translation>des Laufs</translation>
    </message>
    <message>
        <source>Squared error summed over a patch, as the theory has it, or its mean, which needs a beta smaller by about the number of voxels.</source>
        <translation>Quadratischer Fehler, über einen Ausschnitt summiert, wie es die Theorie will, oder sein Mittel, das ein etwa um die Zahl der Voxel kleineres Beta braucht.</translation>
    </message>
    <message>
        <source>Restore a patch from a coarser grid or from thick slices; trains encoder and decoder</source>
        <translation>Einen Ausschnitt aus einem gröberen Gitter oder aus dicken Schichten wiederherstellen; trainiert Encoder und Decoder</translation>
    </message>
    <message>
        <source>Along which axes resolution is lost. Through-plane mimics thick slices (3D only); mixed draws in-plane, through-plane or both for each patch.</source>
        <translation>Entlang welcher Achsen Auflösung verloren geht. Zwischen den Schichten ahmt dicke Schichten nach (nur 3D); gemischt zieht für jeden Ausschnitt in der Ebene, zwischen den Schichten oder beides.</translation>
    </message>
    <message>
        <source>Largest factor in the plane (and of all axes alike); each patch draws one from 2 up. Higher: harder.</source>
        <translation>Größter Faktor in der Ebene (und für alle Achsen gleich); jeder Ausschnitt zieht einen ab 2. Höher: schwerer.</translation>
    </message>
    <message>
        <source>Largest factor between slices; each patch draws one from 2 up. Higher: thicker slices.</source>
        <translation>Größter Faktor zwischen den Schichten; jeder Ausschnitt zieht einen ab 2. Höher: dickere Schichten.</translation>
    </message>
    <message>
        <source>Restore a patch that was darkened and made noisy; trains encoder and decoder</source>
        <translation>Einen abgedunkelten und verrauschten Ausschnitt wiederherstellen; trainiert Encoder und Decoder</translation>
    </message>
    <message>
        <source>Noise of few photons (light, X-ray, nuclear medicine) or of a weak MR signal. Auto: Rician for MR, photons for all else.</source>
        <translation>Rauschen weniger Photonen (Licht, Röntgen, Nuklearmedizin) oder eines schwachen MR-Signals. Automatisch: Rice-Rauschen bei MR, Photonen bei allem anderen.</translation>
    </message>
    <message>
        <source>Share of the patches darkened by a gamma curve; the others are scaled down evenly.</source>
        <translation>Anteil der Ausschnitte, die eine Gammakurve abdunkelt; die übrigen werden gleichmäßig herabgesetzt.</translation>
    </message>
    <message>
        <source>Largest exponent of the curve; each patch draws one from 1.5 up.</source>
        <translation>Größter Exponent der Kurve; jeder Ausschnitt zieht einen ab 1,5.</translation>
    </message>
    <message>
        <source>Smallest share of the signal that even darkening leaves; each patch draws one up to 0.5.</source>
        <translation>Kleinster Anteil des Signals, den gleichmäßiges Abdunkeln übrig lässt; jeder Ausschnitt zieht einen bis 0,5.</translation>
    </message>
    <message>
        <source>Noise in full darkness. Higher hides more detail.</source>
        <translation>Rauschen bei völliger Dunkelheit. Höher verdeckt mehr Einzelheiten.</translation>
    </message>
    <message>
        <source>of the range</source>
        <translation>des Wertebereichs</translation>
    </message>
    <message>
        <source>Weight of 1 - SSIM beside the absolute error. Higher keeps edges and texture.</source>
        <translation>Gewicht von 1 - SSIM neben dem absoluten Fehler. Höher erhält Kanten und Textur.</translation>
    </message>
    <message>
        <source>Restore a patch from noise, blur and the artifacts of its scanner; trains encoder and decoder</source>
        <translation>Einen Ausschnitt von Rauschen, Unschärfe und den Artefakten seines Geräts befreien; trainiert Encoder und Decoder</translation>
    </message>
    <message>
        <source>Each patch gets artifacts of its own kind of scanner (MR, CT, ultrasound) and those of all. Off: any that are switched on.</source>
        <translation>Jeder Ausschnitt bekommt Artefakte seiner eigenen Modalität (MR, CT, Ultraschall) und die allgemeinen. Aus: alle eingeschalteten.</translation>
    </message>
    <message>
        <source>Most artifacts at once; each patch draws a number from 1 up. Higher: harder.</source>
        <translation>Höchstzahl gleichzeitiger Artefakte; jeder Ausschnitt zieht eine Zahl ab 1. Höher: schwerer.</translation>
    </message>
    <message>
        <source>How strong all of them are. Lower: subtle; 1: as one meets them.</source>
        <translation>Wie stark alle sind. Niedriger: unauffällig; 1: wie man sie antrifft.</translation>
    </message>
    <message>
        <source>Share of the patch hidden in blocks as well, as in masked autoencoders. 0: none.</source>
        <translation>Anteil des Ausschnitts, der zusätzlich in Blöcken verborgen wird wie bei maskierten Autoencodern. 0: keiner.</translation>
    </message>
    <message>
        <source>Gaussian blur, as of a wide focus or a smooth kernel.</source>
        <translation>Gaußsche Unschärfe, wie von einem großen Fokus oder einem weichen Kern.</translation>
    </message>
    <message>
        <source>A grid four times as coarse, put back without interpolation.</source>
        <translation>Ein viermal so grobes Gitter, ohne Interpolation zurückgerechnet.</translation>
    </message>
    <message>
        <source>Voxels shuffled in small windows.</source>
        <translation>Voxel, in kleinen Fenstern vertauscht.</translation>
    </message>
    <message>
        <source>MR: brightness that drifts over the body, as of a surface coil.</source>
        <translation>MR: Helligkeit, die über den Körper hinweg driftet, wie von einer Oberflächenspule.</translation>
    </message>
    <message>
        <source>MR: the body stood elsewhere while a block of k-space was read.</source>
        <translation>MR: Der Körper lag anders, während ein Block des k-Raums gelesen wurde.</translation>
    </message>
    <message>
        <source>MR: outer k-space missing, ripples beside edges.</source>
        <translation>MR: Der äußere k-Raum fehlt; Wellen neben Kanten.</translation>
    </message>
    <message>
        <source>MR: one false point of k-space, stripes over the whole slice.</source>
        <translation>MR: ein falscher Punkt im k-Raum; Streifen über die ganze Schicht.</translation>
    </message>
    <message>
        <source>CT: too few views, streaks that leave dense things.</source>
        <translation>CT: zu wenige Projektionen; Streifen, die von Dichtem ausgehen.</translation>
    </message>
    <message>
        <source>CT: detector cells of false gain, circles about the axis.</source>
        <translation>CT: Detektorzellen mit falscher Verstärkung; Ringe um die Achse.</translation>
    </message>
    <message>
        <source>CT: beam hardening, the middle of the body too dark.</source>
        <translation>CT: Strahlaufhärtung; die Mitte des Körpers ist zu dunkel.</translation>
    </message>
    <message>
        <source>Ultrasound: grain that grows with brightness.</source>
        <translation>Ultraschall: Körnung, die mit der Helligkeit wächst.</translation>
    </message>
    <message>
        <source>Gaussian noise of up to a tenth of the data&apos;s variance.</source>
        <translation>Gaußsches Rauschen bis zu einem Zehntel der Varianz der Daten.</translation>
    </message>
    <message>
        <source>Restore a patch from shuffled voxels, bent contrast and painted-over boxes; trains encoder and decoder</source>
        <translation>Einen Ausschnitt mit vertauschten Voxeln, verbogenem Kontrast und übermalten Kästen wiederherstellen; trainiert Encoder und Decoder</translation>
    </message>
    <message>
        <source>Chance of each of up to three mirrorings in the plane. 0 keeps left and right apart.</source>
        <translation>Wahrscheinlichkeit jeder von bis zu drei Spiegelungen in der Ebene. 0 hält links und rechts getrennt.</translation>
    </message>
    <message>
        <source>Chance that voxels are shuffled in small windows: higher asks for more texture.</source>
        <translation>Wahrscheinlichkeit, dass Voxel in kleinen Fenstern vertauscht werden: Höher fragt mehr nach Textur.</translation>
    </message>
    <message>
        <source>Chance that grey values pass a random curve: higher asks for more appearance.</source>
        <translation>Wahrscheinlichkeit, dass Grauwerte eine zufällige Kurve durchlaufen: Höher fragt mehr nach dem Aussehen.</translation>
    </message>
    <message>
        <source>Share of the curves that invert the contrast. 0 keeps bright bright, as for CT alone.</source>
        <translation>Anteil der Kurven, die den Kontrast umkehren. 0 lässt Helles hell, wie für CT allein.</translation>
    </message>
    <message>
        <source>Chance that parts are painted over: higher asks for more context.</source>
        <translation>Wahrscheinlichkeit, dass Teile übermalt werden: Höher fragt mehr nach der Umgebung.</translation>
    </message>
    <message>
        <source>Share of the paintings that cover boxes inside; the others cover all around a few boxes, which is harder.</source>
        <translation>Anteil der Übermalungen, die Kästen im Inneren bedecken; die übrigen bedecken alles um wenige Kästen herum, was schwerer ist.</translation>
    </message>
    <message>
        <source>Windows to shuffle, one over another. Fewer leave parts of a large patch untouched.</source>
        <translation>Fenster, in denen vertauscht wird, eines über dem anderen. Weniger lassen Teile eines großen Ausschnitts unberührt.</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Hide blocks of a patch and restore them; trains encoder and decoder, of a transformer the encoder</source>
        <translation>Blöcke eines Ausschnitts verbergen und wiederherstellen; trainiert Encoder und Decoder, bei einem Transformer den Encoder</translation>
    </message>
    <message>
        <source>Side of the hidden blocks. Larger asks for anatomy, smaller for texture. Auto: 16, halved along each axis until four blocks fit. A transformer hides its own tokens instead.</source>
        <translation>Kante der verborgenen Blöcke. Größer fragt nach Anatomie, kleiner nach Textur. Automatisch: 16, je Achse halbiert, bis vier Blöcke passen. Ein Transformer verbirgt stattdessen seine eigenen Token.</translation>
    </message>
    <message>
        <source>Width of the light decoder that a transformer gets; other networks have their own. The paper: 512.</source>
        <translation>Breite des leichten Decoders, den ein Transformer bekommt; andere Netze haben ihren eigenen. Die Veröffentlichung: 512.</translation>
    </message>
    <message>
        <source>Blocks of the light decoder of a transformer. Deeper: better pictures, slower. The paper: 8.</source>
        <translation>Blöcke des leichten Decoders eines Transformers. Tiefer: bessere Bilder, langsamer. Die Veröffentlichung: 8.</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Attention heads of the light decoder of a transformer; they share its width. The paper: 16.</source>
        <translation>Attention-Köpfe des leichten Decoders eines Transformers; sie teilen sich seine Breite. Die Veröffentlichung: 16.</translation>
    </message>
    <message>
        <source>Hide blocks behind a learned token and restore them by one linear layer; trains the encoder alone</source>
        <translation>Blöcke hinter einem gelernten Token verbergen und durch eine lineare Schicht wiederherstellen; trainiert nur den Encoder</translation>
    </message>
    <message>
        <source>Side of the hidden blocks, for a transformer a multiple of its tokens. Larger asks for anatomy, smaller for texture. Auto: 32, halved along each axis until four blocks fit.</source>
        <translation>Kante der verborgenen Blöcke, bei einem Transformer ein Vielfaches seiner Token. Größer fragt nach Anatomie, kleiner nach Textur. Automatisch: 32, je Achse halbiert, bis vier Blöcke passen.</translation>
    </message>
    <message>
        <source>Blend two patches in random boxes and tell how strongly; trains encoder and decoder as for outlines</source>
        <translation>Zwei Ausschnitte in zufälligen Kästen mischen und sagen, wie stark; trainiert Encoder und Decoder wie für eine Segmentierung</translation>
    </message>
    <message>
        <source>Strengths of the blend, from 0 to 1 in even steps. More makes the task harder.</source>
        <translation>Stärken der Mischung, von 0 bis 1 in gleichen Schritten. Mehr macht die Aufgabe schwerer.</translation>
    </message>
    <message>
        <source>Fewest boxes in a patch. Higher leaves less of the patch plain.</source>
        <translation>Wenigste Kästen in einem Ausschnitt. Höher lässt weniger vom Ausschnitt frei.</translation>
    </message>
    <message>
        <source>boxes</source>
        <translation>Kästen</translation>
    </message>
    <message>
        <source>Most boxes in a patch. Higher cuts the patch smaller.</source>
        <translation>Meiste Kästen in einem Ausschnitt. Höher zerteilt den Ausschnitt kleiner.</translation>
    </message>
    <message>
        <source>Tell the noise in a patch at every strength of noise; can draw new patches</source>
        <translation>Das Rauschen in einem Ausschnitt bei jeder Rauschstärke bestimmen; kann neue Ausschnitte ziehen</translation>
    </message>
    <message>
        <source>How noise grows with time. Cosine keeps more of the patch for longer.</source>
        <translation>Wie das Rauschen mit der Zeit wächst. Kosinus behält länger mehr vom Ausschnitt.</translation>
    </message>
    <message>
        <source>What the network tells: the noise, or noise and patch mixed (steadier at strong noise).</source>
        <translation>Was das Netz bestimmt: das Rauschen, oder Rauschen und Ausschnitt gemischt (stetiger bei starkem Rauschen).</translation>
    </message>
    <message>
        <source>Share of the samples whose time is withheld. Higher ties the encoder less to the time, which it never hears after this training.</source>
        <translation>Anteil der Proben, deren Zeit verschwiegen wird. Höher bindet den Encoder weniger an die Zeit, die er nach diesem Training nie erfährt.</translation>
    </message>
    <message>
        <source>Strengths of noise from none to all.</source>
        <translation>Rauschstärken von keinem bis zu reinem Rauschen.</translation>
    </message>
    <message>
        <source>Memory of the averaged weights that draw the samples. Higher for longer runs: 0.9999.</source>
        <translation>Gedächtnis der gemittelten Gewichte, die die Proben ziehen. Höher für längere Läufe: 0,9999.</translation>
    </message>
    <message>
        <source>Width of the layer that takes the time in.</source>
        <translation>Breite der Schicht, die die Zeit aufnimmt.</translation>
    </message>
    <message>
        <source>Steps in which a preview draws a sample from noise. More is finer and slower. Auto: 50 in 2D, 20 in 3D.</source>
        <translation>Schritte, in denen eine Vorschau eine Probe aus Rauschen zieht. Mehr ist feiner und langsamer. Automatisch: 50 in 2D, 20 in 3D.</translation>
    </message>
    <message>
        <source>Draw patches that a critic takes for real, and find the codes of real ones</source>
        <translation>Ausschnitte ziehen, die ein Kritiker für echt hält, und die Codes der echten finden</translation>
    </message>
    <message>
        <source>Length of the code. 50 for plain images, 200 for rich ones.</source>
        <translation>Länge des Codes. 50 für schlichte Bilder, 200 für reiche.</translation>
    </message>
    <message>
        <source>Weight of the penalty on the critic&apos;s slope at real patches. Higher keeps the critic from winning; 0 switches it off.</source>
        <translation>Gewicht der Strafe auf die Steigung des Kritikers an echten Ausschnitten. Höher hält den Kritiker vom Gewinnen ab; 0 schaltet sie aus.</translation>
    </message>
    <message>
        <source>Divide each of the critic&apos;s weights by its largest singular value. Steadier, slower to learn.</source>
        <translation>Jedes Gewicht des Kritikers durch seinen größten Singulärwert teilen. Stetiger, lernt langsamer.</translation>
    </message>
    <message>
        <source>Channels of generator and critic at full resolution, doubled at each coarser one. Auto: 32 in 2D, 16 in 3D.</source>
        <translation>Kanäle von Generator und Kritiker bei voller Auflösung, bei jeder gröberen verdoppelt. Automatisch: 32 in 2D, 16 in 3D.</translation>
    </message>
    <message>
        <source>Hide blocks and convolve as if they did not exist; a light decoder restores them</source>
        <translation>Blöcke verbergen und falten, als gäbe es sie nicht; ein leichter Decoder stellt sie wieder her</translation>
    </message>
    <message>
        <source>Share of the patch that is hidden. Higher makes the task harder; 0.75 is usual in 3D.</source>
        <translation>Anteil des Ausschnitts, der verborgen wird. Höher macht die Aufgabe schwerer; 0,75 ist in 3D üblich.</translation>
    </message>
    <message>
        <source>Side of the hidden blocks. Auto: the step of the coarsest features, halved along each axis until four blocks fit.</source>
        <translation>Kante der verborgenen Blöcke. Automatisch: der Schritt der gröbsten Merkmale, je Achse halbiert, bis vier Blöcke passen.</translation>
    </message>
    <message>
        <source>Channels of the light decoder at its coarsest scale, halved at each finer one. Auto: as the encoder&apos;s, at most 256.</source>
        <translation>Kanäle des leichten Decoders auf seiner gröbsten Stufe, bei jeder feineren halbiert. Automatisch: wie die des Encoders, höchstens 256.</translation>
    </message>
    <message>
        <source>Read a patch block by block and tell the next one: its pixels on a palette (2D), its voxels (3D)</source>
        <translation>Einen Ausschnitt Block für Block lesen und den nächsten vorhersagen: seine Pixel auf einer Palette (2D), seine Voxel (3D)</translation>
    </message>
    <message>
        <source>Side of the blocks. Larger asks for more of what is not known yet. Halved along each axis until four fit.</source>
        <translation>Kante der Blöcke. Größer fragt nach mehr, was noch nicht bekannt ist. Je Achse halbiert, bis vier passen.</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>standard deviations</source>
        <translation>Standardabweichungen</translation>
    </message>
    <message>
        <source>3D: each block is told in units of its own mean and spread. On stresses texture.</source>
        <translation>3D: Jeder Block wird in Einheiten seines eigenen Mittels und seiner Streuung vorhergesagt. An betont Textur.</translation>
    </message>
    <message>
        <source>Width of the head that tells the block.</source>
        <translation>Breite des Kopfes, der den Block vorhersagt.</translation>
    </message>
    <message>
        <source>Restore one modality from others of the same patient on the same grid; needs registered scans</source>
        <translation>Eine Modalität aus anderen desselben Patienten auf demselben Gitter wiederherstellen; braucht registrierte Aufnahmen</translation>
    </message>
    <message>
        <source>How many registered modalities of a patient are read beside the one drawn. Fewer saves memory.</source>
        <translation>Wie viele registrierte Modalitäten eines Patienten neben der gezogenen gelesen werden. Weniger spart Speicher.</translation>
    </message>
    <message>
        <source>From how many modalities: one at random, or a random part of all others, whose answers are averaged (slower).</source>
        <translation>Aus wie vielen Modalitäten: eine zufällige, oder ein zufälliger Teil aller anderen, deren Antworten gemittelt werden (langsamer).</translation>
    </message>
    <message>
        <source>Weight of the error of edges. Higher gives sharper, noisier pictures.</source>
        <translation>Gewicht des Kantenfehlers. Höher gibt schärfere, stärker verrauschte Bilder.</translation>
    </message>
    <message>
        <source>The loss counts where an image lies above this share of its range in the patch. 0 counts nearly everything, air too.</source>
        <translation>Der Verlust zählt, wo ein Bild über diesem Anteil seines Wertebereichs im Ausschnitt liegt. 0 zählt fast alles, auch Luft.</translation>
    </message>
    <message>
        <source>Outline the looks of one modality from another of the same patient; needs registered scans</source>
        <translation>Das Aussehen einer Modalität aus einer anderen desselben Patienten umreißen; braucht registrierte Aufnahmen</translation>
    </message>
    <message>
        <source>Looks to tell apart. 5 to 10 is usual; more follows the wanted modality more closely.</source>
        <translation>Klassen des Aussehens. 5 bis 10 sind üblich; mehr folgt der gesuchten Modalität genauer.</translation>
    </message>
    <message>
        <source>Hard negatives: how much more the most similar negatives count. 0: all alike. Higher learns finer differences, but punishes look-alikes of the same anatomy.</source>
        <translation>Schwere Negative: wie viel mehr die ähnlichsten Negativen zählen. 0: alle gleich. Höher lernt feinere Unterschiede, bestraft aber Ähnliche derselben Anatomie.</translation>
    </message>
    <message>
        <source>Normalisation inside the heads. Batch norm takes away what all embeddings have in common and so speeds up the start; layer norm works with two samples. Auto: batch in 2D, and in 3D where a pass holds eight views, else layer.</source>
        <translation>Normierung in den Köpfen. Batch-Norm nimmt weg, was alle Einbettungen gemeinsam haben, und beschleunigt so den Anfang; Layer-Norm arbeitet mit zwei Proben. Automatisch: Batch in 2D und in 3D, wo ein Durchgang acht Ansichten fasst, sonst Layer.</translation>
    </message>
    <message>
        <source>Two views of one patch attract, a queue of earlier patches repels; bears small batches</source>
        <translation>Zwei Ansichten eines Ausschnitts ziehen sich an, eine Warteschlange früherer Ausschnitte stößt ab; verträgt kleine Batches</translation>
    </message>
    <message>
        <source>How sharply near negatives count. Lower: the hardest dominate; higher: all alike.</source>
        <translation>Wie scharf nahe Negative zählen. Niedriger: die schwersten bestimmen; höher: alle gleich.</translation>
    </message>
    <message>
        <source>Earlier keys that serve as negatives. Longer: more of them, but older, and in a small set of the same scans. Auto: whole batches below the number of training scans, 4096 at most.</source>
        <translation>Frühere Schlüssel, die als Negative dienen. Länger: mehr, aber ältere, und bei wenigen Daten dieselben Aufnahmen. Automatisch: ganze Batches unterhalb der Zahl der Trainingsaufnahmen, höchstens 4096.</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Momentum of the key network at the start. Lower follows faster: for short runs.</source>
        <translation>Momentum des Schlüsselnetzes am Anfang. Niedriger folgt schneller: für kurze Läufe.</translation>
    </message>
    <message>
        <source>Momentum at the end, reached by a cosine.</source>
        <translation>Momentum am Ende, als Kosinus erreicht.</translation>
    </message>
    <message>
        <source>Where the key network has batch norm, its batch is shuffled and passed in four parts with statistics of their own, as on four devices, so that statistics do not give the answer away.</source>
        <translation>Wo das Schlüsselnetz Batch-Norm hat, wird sein Batch gemischt und in vier Teilen mit eigener Statistik durchgerechnet, wie auf vier Geräten, damit die Statistik die Antwort nicht verrät.</translation>
    </message>
    <message>
        <source>Pick the other view&apos;s key of a slow copy among the batch&apos;s; wants large batches, no queue</source>
        <translation>Unter den Schlüsseln des Batches den der anderen Ansicht aus einer trägen Kopie finden; will große Batches, keine Warteschlange</translation>
    </message>
    <message>
        <source>How sharply near negatives count. Lower: the hardest dominate. The paper has 1 for ResNets.</source>
        <translation>Wie scharf nahe Negative zählen. Niedriger: die schwersten bestimmen. Die Veröffentlichung hat 1 für ResNets.</translation>
    </message>
    <message>
        <source>Momentum of the key network at the start; it rises to 1 by a cosine. Lower for short runs.</source>
        <translation>Momentum des Schlüsselnetzes am Anfang; es steigt als Kosinus auf 1. Niedriger für kurze Läufe.</translation>
    </message>
    <message>
        <source>Patches from one height of the body attract, other heights repel; regions of a patch are told apart</source>
        <translation>Ausschnitte aus einer Höhe des Körpers ziehen sich an, andere Höhen stoßen ab; Regionen eines Ausschnitts werden unterschieden</translation>
    </message>
    <message>
        <source>Global trains the encoder on whole patches, local encoder and decoder on regions.</source>
        <translation>Global trainiert den Encoder auf ganzen Ausschnitten, lokal Encoder und Decoder auf Regionen.</translation>
    </message>
    <message>
        <source>gd: patches from the same part of other bodies are positives. gd-: they are only no negatives. random: they repel like any other.</source>
        <translation>gd: Ausschnitte aus demselben Teil anderer Körper sind Positive. gd-: Sie sind nur keine Negativen. Zufällig: Sie stoßen ab wie alle anderen.</translation>
    </message>
    <message>
        <source>Parts into which every scan is cut along z. More need scans that show the same field.</source>
        <translation>Teile, in die jede Aufnahme entlang z zerlegt wird. Mehr brauchen Aufnahmen, die dasselbe Feld zeigen.</translation>
    </message>
    <message>
        <source>How sharply near negatives count. Lower: the hardest dominate.</source>
        <translation>Wie scharf nahe Negative zählen. Niedriger: die schwersten bestimmen.</translation>
    </message>
    <message>
        <source>Regions compared in each patch. More is harder and slower.</source>
        <translation>Regionen, die in jedem Ausschnitt verglichen werden. Mehr ist schwerer und langsamer.</translation>
    </message>
    <message>
        <source>Side of a region. Larger asks for coarser features.</source>
        <translation>Kante einer Region. Größer fragt nach gröberen Merkmalen.</translation>
    </message>
    <message>
        <source>Length of the features of a region.</source>
        <translation>Länge der Merkmale einer Region.</translation>
    </message>
    <message>
        <source>Length of the embedding on which the global loss is taken.</source>
        <translation>Länge der Einbettung, auf der der globale Verlust berechnet wird.</translation>
    </message>
    <message>
        <source>Two images of one patient attract, other patients repel; for several scans a patient</source>
        <translation>Zwei Bilder eines Patienten ziehen sich an, andere Patienten stoßen ab; für mehrere Aufnahmen je Patient</translation>
    </message>
    <message>
        <source>Images of one key in a batch do not repel each other. Off treats them as strangers.</source>
        <translation>Bilder eines Schlüssels stoßen sich in einem Batch nicht ab. Aus behandelt sie als Fremde.</translation>
    </message>
    <message>
        <source>Experimental: tell from likeness to a grid of base crops where a crop was taken; users of the original report losses that do not fall</source>
        <translation>Experimentell: aus der Ähnlichkeit mit einem Gitter von Basisteilbildern sagen, woher ein Teilbild stammt; Nutzer des Originals berichten von Verlusten, die nicht fallen</translation>
    </message>
    <message>
        <source>Base crops along each axis of the plane (one along z). More is finer; a patch that is too small for the network gets fewer.</source>
        <translation>Basisteilbilder je Achse der Ebene (eines entlang z). Mehr ist feiner; ein Ausschnitt, der für das Netz zu klein ist, bekommt weniger.</translation>
    </message>
    <message>
        <source>Random crops a patch that are placed. More costs time.</source>
        <translation>Zufällige Teilbilder je Ausschnitt, die eingeordnet werden. Mehr kostet Zeit.</translation>
    </message>
    <message>
        <source>Weight of the term that keeps base crops of one patch apart. 0 may collapse.</source>
        <translation>Gewicht des Terms, der die Basisteilbilder eines Ausschnitts getrennt hält. 0 kann kollabieren.</translation>
    </message>
    <message>
        <source>Length of the embedding in which likeness is measured.</source>
        <translation>Länge der Einbettung, in der die Ähnlichkeit gemessen wird.</translation>
    </message>
    <message>
        <source>Cluster what was seen lately and predict the cluster from another view; the memory needs some steps to fill</source>
        <translation>Das zuletzt Gesehene clustern und den Cluster aus einer anderen Ansicht vorhersagen; der Speicher braucht einige Schritte, bis er voll ist</translation>
    </message>
    <message>
        <source>Number of clusters. More see finer differences. Auto: a sixteenth of the memory, 3000 at most.</source>
        <translation>Zahl der Cluster. Mehr sehen feinere Unterschiede. Automatisch: ein Sechzehntel des Speichers, höchstens 3000.</translation>
    </message>
    <message>
        <source>Independent clusterings. More are steadier and cost little.</source>
        <translation>Unabhängige Clusterungen. Mehr sind stetiger und kosten wenig.</translation>
    </message>
    <message>
        <source>How sure the predictions must be. Lower: sharper clusters.</source>
        <translation>Wie sicher die Vorhersagen sein müssen. Niedriger: schärfere Cluster.</translation>
    </message>
    <message>
        <source>Features of earlier batches that are clustered. Auto: those of 32 steps.</source>
        <translation>Merkmale früherer Batches, die geclustert werden. Automatisch: die von 32 Schritten.</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Steps between two clusterings. Auto: as many as fill the memory anew.</source>
        <translation>Schritte zwischen zwei Clusterungen. Automatisch: so viele, wie den Speicher neu füllen.</translation>
    </message>
    <message>
        <source>Iterations of k-means at each clustering.</source>
        <translation>Iterationen von k-means je Clusterung.</translation>
    </message>
    <message>
        <source>Length of the embedding that is clustered.</source>
        <translation>Länge der Einbettung, die geclustert wird.</translation>
    </message>
    <message>
        <source>Small views of each sample, matched to the large ones. More: more signal from a batch, more time.</source>
        <translation>Kleine Ansichten jeder Probe, den großen angeglichen. Mehr: mehr Signal aus einem Batch, mehr Zeit.</translation>
    </message>
    <message>
        <source>views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Smallest share of the patch that a small view shows.</source>
        <translation>Kleinster Anteil des Ausschnitts, den eine kleine Ansicht zeigt.</translation>
    </message>
    <message>
        <source>Largest share of the patch that a small view shows. Higher makes the task easier.</source>
        <translation>Größter Anteil des Ausschnitts, den eine kleine Ansicht zeigt. Höher macht die Aufgabe leichter.</translation>
    </message>
    <message>
        <source>Side of a small view. Auto: about 0.43 of the patch, as the network divides it.</source>
        <translation>Kante einer kleinen Ansicht. Automatisch: etwa 0,43 des Ausschnitts, wie das Netz ihn teilt.</translation>
    </message>
    <message>
        <source>Views predict each other&apos;s cluster; clusters are kept equally full; bears small batches</source>
        <translation>Ansichten sagen gegenseitig ihren Cluster vorher; die Cluster werden gleich voll gehalten; verträgt kleine Batches</translation>
    </message>
    <message>
        <source>Number of clusters. More see finer differences. Auto: four times the batch, 32 to 3000.</source>
        <translation>Zahl der Cluster. Mehr sehen feinere Unterschiede. Automatisch: das Vierfache des Batches, 32 bis 3000.</translation>
    </message>
    <message>
        <source>How sure the predictions must be. Lower: sharper clusters, less stable.</source>
        <translation>Wie sicher die Vorhersagen sein müssen. Niedriger: schärfere Cluster, weniger stabil.</translation>
    </message>
    <message>
        <source>Softness of the codes. Lower: one cluster a patch; higher: spread over many.</source>
        <translation>Weichheit der Codes. Niedriger: ein Cluster je Ausschnitt; höher: über viele verteilt.</translation>
    </message>
    <message>
        <source>Sinkhorn steps that even out the clusters.</source>
        <translation>Sinkhorn-Schritte, die die Cluster ausgleichen.</translation>
    </message>
    <message>
        <source>Rows of earlier batches that take part when codes are made. Auto: 15 batches where a batch is smaller than the number of prototypes, else none.</source>
        <translation>Zeilen früherer Batches, die beim Bilden der Codes mitwirken. Automatisch: 15 Batches, wo ein Batch kleiner ist als die Zahl der Prototypen, sonst keine.</translation>
    </message>
    <message>
        <source>Share of the run after which the queue is used.</source>
        <translation>Anteil des Laufs, nach dem die Warteschlange genutzt wird.</translation>
    </message>
    <message>
        <source>Share of the run during which the prototypes stand still. More is safer against collapse.</source>
        <translation>Anteil des Laufs, in dem die Prototypen stillstehen. Mehr ist sicherer gegen Kollaps.</translation>
    </message>
    <message>
        <source>Length of the embedding that is compared with the prototypes.</source>
        <translation>Länge der Einbettung, die mit den Prototypen verglichen wird.</translation>
    </message>
    <message>
        <source>The first view is always blurred and the second seldom, so that the network cannot rely on texture. Off: both as augment.blur says. Without blur (augment.blur 0) it does nothing.</source>
        <translation>Die erste Ansicht wird immer weichgezeichnet, die zweite selten, damit sich das Netz nicht auf Textur verlassen kann. Aus: beide nach der Einstellung „Weichzeichnen“. Ohne Weichzeichnen (0) ohne Wirkung.</translation>
    </message>
    <message>
        <source>Agree with a slow, sharpened copy of the network on large and small views; best with a transformer</source>
        <translation>Auf großen und kleinen Ansichten mit einer trägen, geschärften Kopie des Netzes übereinstimmen; am besten mit einem Transformer</translation>
    </message>
    <message>
        <source>Classes that student and teacher agree on. Fewer for small collections; papers use 65,536.</source>
        <translation>Klassen, auf die sich Schüler und Lehrer einigen. Weniger für kleine Sammlungen; Veröffentlichungen nehmen 65.536.</translation>
    </message>
    <message>
        <source>Sharpness of the teacher at the start. Lower is sharper, and more prone to one class for all.</source>
        <translation>Schärfe des Lehrers am Anfang. Niedriger ist schärfer und anfälliger für eine Klasse für alles.</translation>
    </message>
    <message>
        <source>Sharpness of the teacher after the warm-up; 0.07 is usual in long runs.</source>
        <translation>Schärfe des Lehrers nach dem Warm-up; 0,07 ist in langen Läufen üblich.</translation>
    </message>
    <message>
        <source>Share of the run over which the teacher&apos;s temperature moves to its end.</source>
        <translation>Anteil des Laufs, in dem die Temperatur des Lehrers auf ihren Endwert geht.</translation>
    </message>
    <message>
        <source>Temperature of the student&apos;s softmax.</source>
        <translation>Temperatur des Softmax des Schülers.</translation>
    </message>
    <message>
        <source>How slowly the centre follows the teacher. Lower reacts faster and centres more noisily.</source>
        <translation>Wie träge das Zentrum dem Lehrer folgt. Niedriger reagiert schneller und zentriert unruhiger.</translation>
    </message>
    <message>
        <source>Share of the run in which the prototypes stay as they are. More calms the start.</source>
        <translation>Anteil des Laufs, in dem die Prototypen bleiben, wie sie sind. Mehr beruhigt den Anfang.</translation>
    </message>
    <message>
        <source>Width of the hidden layers of the head.</source>
        <translation>Breite der verborgenen Schichten des Kopfes.</translation>
    </message>
    <message>
        <source>Length of the vector that is compared to the prototypes.</source>
        <translation>Länge des Vektors, der mit den Prototypen verglichen wird.</translation>
    </message>
    <message>
        <source>DINO on whole images and on hidden tokens, spread out; needs a vision transformer</source>
        <translation>DINO auf ganzen Bildern und verborgenen Token, auseinandergezogen; braucht einen Vision Transformer</translation>
    </message>
    <message>
        <source>Share of the large views in which tokens are hidden.</source>
        <translation>Anteil der großen Ansichten, in denen Token verborgen werden.</translation>
    </message>
    <message>
        <source>Least share of the tokens that a masked view hides.</source>
        <translation>Kleinster Anteil der Token, den eine maskierte Ansicht verbirgt.</translation>
    </message>
    <message>
        <source>Largest share of the tokens that a masked view hides.</source>
        <translation>Größter Anteil der Token, den eine maskierte Ansicht verbirgt.</translation>
    </message>
    <message>
        <source>Weight of the loss on hidden tokens. Higher favours local features, for segmentation.</source>
        <translation>Gewicht des Verlusts auf verborgenen Token. Höher begünstigt lokale Merkmale, für Segmentierung.</translation>
    </message>
    <message>
        <source>Weight of the term that keeps samples apart. Higher spreads them more evenly.</source>
        <translation>Gewicht des Terms, der Proben getrennt hält. Höher verteilt sie gleichmäßiger.</translation>
    </message>
    <message>
        <source>Learning rate of each block as a multiple of the next one&apos;s; 1: all alike.</source>
        <translation>Lernrate jedes Blocks als Vielfaches der des nächsten; 1: alle gleich.</translation>
    </message>
    <message>
        <source>Each view predicts the other&apos;s embedding; no negatives, no second network; watch for collapse</source>
        <translation>Jede Ansicht sagt die Einbettung der anderen vorher; keine Negativen, kein zweites Netz; auf Kollaps achten</translation>
    </message>
    <message>
        <source>Width of the projector&apos;s two hidden layers.</source>
        <translation>Breite der beiden verborgenen Schichten des Projektors.</translation>
    </message>
    <message>
        <source>Width of the predictor&apos;s hidden layer; a quarter of the embedding.</source>
        <translation>Breite der verborgenen Schicht des Prädiktors; ein Viertel der Einbettung.</translation>
    </message>
    <message>
        <source>The predictor keeps the full learning rate while the rest follows the schedule, so that it never lags behind the embedding.</source>
        <translation>Der Prädiktor behält die volle Lernrate, während der Rest dem Verlauf folgt, damit er nie hinter der Einbettung zurückbleibt.</translation>
    </message>
    <message>
        <source>The same place looks alike in two views: local features for segmentation</source>
        <translation>Dieselbe Stelle sieht in zwei Ansichten gleich aus: lokale Merkmale für die Segmentierung</translation>
    </message>
    <message>
        <source>Momentum of the target at the start; it rises to 1 by a cosine. Lower for short runs.</source>
        <translation>Momentum des Ziels am Anfang; es steigt als Kosinus auf 1. Niedriger für kurze Läufe.</translation>
    </message>
    <message>
        <source>Least share that two views have in common. Higher: easier, more positions to compare.</source>
        <translation>Kleinster Anteil, den zwei Ansichten gemeinsam haben. Höher: leichter, mehr Stellen zum Vergleichen.</translation>
    </message>
    <message>
        <source>of a view</source>
        <translation>einer Ansicht</translation>
    </message>
    <message>
        <source>Distance of the compared positions. Smaller: finer features, more memory.</source>
        <translation>Abstand der verglichenen Stellen. Kleiner: feinere Merkmale, mehr Speicher.</translation>
    </message>
    <message>
        <source>Length of the embedding of a position.</source>
        <translation>Länge der Einbettung einer Stelle.</translation>
    </message>
    <message>
        <source>Views agree at every scale of a decoder that also restores them: global and local features</source>
        <translation>Ansichten stimmen auf jeder Stufe eines Decoders überein, der sie zugleich wiederherstellt: globale und lokale Merkmale</translation>
    </message>
    <message>
        <source>Small views of each patch that must agree with both large ones. More costs time; the paper uses 6.</source>
        <translation>Kleine Ansichten jedes Ausschnitts, die mit beiden großen übereinstimmen müssen. Mehr kostet Zeit; die Veröffentlichung nimmt 6.</translation>
    </message>
    <message>
        <source>Width of the hidden layers of projectors and predictors.</source>
        <translation>Breite der verborgenen Schichten von Projektoren und Prädiktoren.</translation>
    </message>
    <message>
        <source>Length of the embedding on which views are compared.</source>
        <translation>Länge der Einbettung, auf der Ansichten verglichen werden.</translation>
    </message>
    <message>
        <source>Two views agree while the embedding&apos;s dimensions keep their spread; needs no negatives</source>
        <translation>Zwei Ansichten stimmen überein, während die Dimensionen der Einbettung ihre Streuung behalten; braucht keine Negativen</translation>
    </message>
    <message>
        <source>Weight of the agreement of two views. Higher: more alike, with more risk of collapse.</source>
        <translation>Gewicht der Übereinstimmung zweier Ansichten. Höher: ähnlicher, mit mehr Gefahr des Kollapses.</translation>
    </message>
    <message>
        <source>Weight of each dimension&apos;s spread, which prevents collapse. Try 50 with small batches.</source>
        <translation>Gewicht der Streuung jeder Dimension, die den Kollaps verhindert. Bei kleinen Batches 50 versuchen.</translation>
    </message>
    <message>
        <source>Weight of keeping the dimensions uncorrelated. Higher: each dimension says something else.</source>
        <translation>Gewicht darauf, dass die Dimensionen unkorreliert bleiben. Höher: Jede Dimension sagt etwas anderes.</translation>
    </message>
    <message>
        <source>Each dimension of the embedding agrees between two views and with no other dimension</source>
        <translation>Jede Dimension der Einbettung stimmt zwischen zwei Ansichten überein und mit keiner anderen Dimension</translation>
    </message>
    <message>
        <source>Weight of keeping the dimensions uncorrelated. Higher: less redundant, views agree less.</source>
        <translation>Gewicht darauf, dass die Dimensionen unkorreliert bleiben. Höher: weniger redundant, Ansichten stimmen weniger überein.</translation>
    </message>
    <message>
        <source>Factor on the loss, which grows with the embedding&apos;s length. It matters with SGD and in sums.</source>
        <translation>Faktor auf den Verlust, der mit der Länge der Einbettung wächst. Er zählt bei SGD und in Summen.</translation>
    </message>
    <message>
        <source>Whitened embeddings of two views agree; wants batches of twice the embedding&apos;s length</source>
        <translation>Dekorrelierte (gewhitete) Einbettungen zweier Ansichten stimmen überein; will Batches von der doppelten Länge der Einbettung</translation>
    </message>
    <message>
        <source>Length of the embedding. More says more and needs larger batches: two samples for each. Auto: half of the batch, at most 64.</source>
        <translation>Länge der Einbettung. Mehr sagt mehr und braucht größere Batches: zwei Proben für jede Zahl. Automatisch: die Hälfte des Batches, höchstens 64.</translation>
    </message>
    <message>
        <source>Samples that are whitened together. Auto: twice the embedding&apos;s length.</source>
        <translation>Proben, die gemeinsam dekorreliert werden (Whitening). Automatisch: das Doppelte der Länge der Einbettung.</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Ways in which each batch is cut into blocks. More: steadier, a little slower.</source>
        <translation>Wie oft jeder Batch anders in Blöcke zerlegt wird. Mehr: stetiger, etwas langsamer.</translation>
    </message>
    <message>
        <source>Share of the identity mixed into each covariance. Above 0 tames small batches; where a covariance cannot be inverted 0.001 is used anyway.</source>
        <translation>Anteil der Einheitsmatrix, der jeder Kovarianz beigemischt wird. Über 0 zähmt kleine Batches; wo eine Kovarianz nicht invertierbar ist, gilt ohnehin 0,001.</translation>
    </message>
    <message>
        <source>No pretraining: the encoder&apos;s first weights, for a fair comparison</source>
        <translation>Kein Vortraining: die Anfangsgewichte des Encoders, für einen fairen Vergleich</translation>
    </message>
    <message>
        <source>An encoder that never learns, adapted to the images&apos; statistics only: the floor of every probe</source>
        <translation>Ein Encoder, der nie lernt, nur an die Statistik der Bilder angepasst: die Untergrenze jeder Sonde</translation>
    </message>
    <message>
        <source>The decoder sees the encoder&apos;s finer levels as well. Off: everything passes the coarsest one, as autoencoders need; outputs lose detail.</source>
        <translation>Der Decoder sieht auch die feineren Stufen des Encoders. Aus: Alles läuft durch die gröbste, wie Autoencoder es brauchen; Ausgaben verlieren Einzelheiten.</translation>
    </message>
    <message>
        <source>Small vision transformer: for methods on tokens (DINO, DINOv2, MAE, SimMIM) and larger collections</source>
        <translation>Kleiner Vision Transformer: für Verfahren auf Token (DINO, DINOv2, MAE, SimMIM) und größere Sammlungen</translation>
    </message>
    <message>
        <source>Side of the block that becomes one token. 8 keeps more detail, at 4 (2D) or 8 (3D) times as many tokens: the choice for patches of 64 voxels and below.</source>
        <translation>Kante des Blocks, der ein Token wird. 8 behält mehr Einzelheiten, bei 4-mal (2D) oder 8-mal (3D) so vielen Token: die Wahl für Ausschnitte von 64 Voxeln und darunter.</translation>
    </message>
    <message>
        <source>Width of a token. Lower: faster and smaller; a multiple of heads.</source>
        <translation>Breite eines Tokens. Niedriger: schneller und kleiner; ein Vielfaches der Köpfe.</translation>
    </message>
    <message>
        <source>Transformer blocks. Fewer: faster, less abstract features.</source>
        <translation>Transformer-Blöcke. Weniger: schneller, weniger abstrakte Merkmale.</translation>
    </message>
    <message>
        <source>Attention heads in each block; they share the width.</source>
        <translation>Attention-Köpfe in jedem Block; sie teilen sich die Breite.</translation>
    </message>
    <message>
        <source>Width of the hidden layer in each block, as a multiple of the token&apos;s.</source>
        <translation>Breite der verborgenen Schicht in jedem Block, als Vielfaches der des Tokens.</translation>
    </message>
    <message>
        <source>Side of the image whose positions are learned; for others they are interpolated. Auto: 224 in 2D, 96 in 3D.</source>
        <translation>Kante des Bildes, dessen Positionen gelernt werden; für andere werden sie interpoliert. Automatisch: 224 in 2D, 96 in 3D.</translation>
    </message>
    <message>
        <source>Base vision transformer, four times the small one; wants a GPU</source>
        <translation>Mittlerer Vision Transformer (Base), viermal der kleine; will eine GPU</translation>
    </message>
    <message>
        <source>AdamW adapts each weight&apos;s step; SGD with Nesterov momentum is nnU-Net&apos;s. LARS and LAMB adapt each layer&apos;s step to the length of its weights, for large batches.</source>
        <translation>AdamW passt den Schritt jedes Gewichts an; SGD mit Nesterov-Momentum ist der von nnU-Net. LARS und LAMB passen den Schritt jeder Schicht an die Länge ihrer Gewichte an, für große Batches.</translation>
    </message>
    <message>
        <source>Learning rate at its highest. Too high diverges, too low wastes time. LARS wants 0.1 to 1.</source>
        <translation>Lernrate an ihrem höchsten Punkt. Zu hoch divergiert, zu niedrig verliert Zeit. LARS will 0,1 bis 1.</translation>
    </message>
    <message>
        <source>Factor on the learning rate from each block of the encoder to the one before it: a transformer&apos;s block or a convolutional network&apos;s stage. Below 1 keeps early layers closer to their pretrained state.</source>
        <translation>Faktor auf die Lernrate von jedem Block des Encoders zum vorhergehenden: ein Block eines Transformers oder eine Stufe eines Faltungsnetzes. Unter 1 hält frühe Schichten näher an ihrem vortrainierten Stand.</translation>
    </message>
    <message>
        <source>Pull of the weights towards zero. Biases, norms, tokens and positions are left out.</source>
        <translation>Zug der Gewichte gegen null. Bias, Normen, Token und Positionen bleiben außen vor.</translation>
    </message>
    <message>
        <source>Weight decay at the end of the run, reached by half a cosine. A rise lets the network learn first and tidy up later. Auto: it stays as it is.</source>
        <translation>Weight Decay am Ende des Laufs, als halber Kosinus erreicht. Ein Anstieg lässt das Netz erst lernen und später aufräumen. Automatisch: Er bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Momentum of SGD and LARS: higher is steadier and slower to turn. Auto: 0.99 with SGD (nnU-Net), 0.9 with LARS.</source>
        <translation>Momentum von SGD und LARS: Höher ist stetiger und wendet langsamer. Automatisch: 0,99 mit SGD (nnU-Net), 0,9 mit LARS.</translation>
    </message>
    <message>
        <source>AdamW and LAMB: memory of the mean gradient. Lower reacts sooner; GANs take 0.5.</source>
        <translation>AdamW und LAMB: Gedächtnis des mittleren Gradienten. Niedriger reagiert früher; GANs nehmen 0,5.</translation>
    </message>
    <message>
        <source>AdamW and LAMB: memory of the squared gradient. Lower (0.95) bears sudden changes, as masked transformers have them.</source>
        <translation>AdamW und LAMB: Gedächtnis des quadrierten Gradienten. Niedriger (0,95) verträgt plötzliche Änderungen, wie maskierte Transformer sie haben.</translation>
    </message>
    <message>
        <source>LARS: length of a layer&apos;s step as a share of the length of its weights. 0.02 with clipping, 0.001 without.</source>
        <translation>LARS: Schrittlänge einer Schicht als Anteil der Länge ihrer Gewichte. 0,02 mit Begrenzung, 0,001 ohne.</translation>
    </message>
    <message>
        <source>LARS: no layer&apos;s step is longer than SGD&apos;s at the same learning rate. Keeps small batches calm.</source>
        <translation>LARS: Kein Schritt einer Schicht ist länger als der von SGD bei gleicher Lernrate. Hält kleine Batches ruhig.</translation>
    </message>
    <message>
        <source>LARS: the step is measured against gradient and decay taken apart, or against their sum (BYOL, Barlow Twins, VICReg).</source>
        <translation>LARS: Der Schritt wird an Gradient und Decay getrennt gemessen, oder an ihrer Summe (BYOL, Barlow Twins, VICReg).</translation>
    </message>
    <message>
        <source>What two series have in common when a method pairs them: the patient, or a column of the catalog. Pretraining only.</source>
        <translation>Was zwei Serien gemeinsam haben, wenn ein Verfahren sie paart: den Patienten oder eine Spalte des Katalogs. Nur beim Vortraining.</translation>
    </message>
    <message>
        <source>Column of classes on which a pretraining&apos;s embeddings are probed by nearest neighbours and a linear classifier; none turns it off. Auto: the first column with 2 to 100 classes.</source>
        <translation>Spalte mit Klassen, an denen die Einbettungen eines Vortrainings durch nächste Nachbarn und einen linearen Klassifikator geprüft werden; none schaltet es aus. Automatisch: die erste Spalte mit 2 bis 100 Klassen.</translation>
    </message>
    <message>
        <source>Steps between two probes; one more stands at either end. Auto: ten times a run.</source>
        <translation>Schritte zwischen zwei Sonden; je eine weitere steht an beiden Enden. Automatisch: zehnmal je Lauf.</translation>
    </message>
    <message>
        <source>Most training and most validation cases of a probe. More is steadier and takes longer.</source>
        <translation>Höchstzahl der Trainings- und der Validierungsfälle einer Sonde. Mehr ist stetiger und dauert länger.</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Keeps the settings below within what leaves such images true; what you set yourself stays. CT: greys are units, so no brightness, contrast, gamma or solarisation. MR: greys are never inverted. X-ray: left stays left, up stays up, turns to 15 degrees. Ultrasound: the probe stays on top, turns to 20 degrees. Microscopy: any angle. None: nothing is held back. Auto: by the images&apos; modalities.</source>
        <translation>Hält die Einstellungen darunter in dem, was solche Bilder wahr lässt; was Sie selbst setzen, bleibt. CT: Grauwerte sind Einheiten, also keine Helligkeit, kein Kontrast, kein Gamma, keine Solarisation. MR: Grauwerte werden nie umgekehrt. Röntgen: links bleibt links, oben bleibt oben, Drehungen bis 15 Grad. Ultraschall: der Schallkopf bleibt oben, Drehungen bis 20 Grad. Mikroskopie: jeder Winkel. Keine: nichts wird zurückgehalten. Automatisch: nach den Modalitäten der Bilder.</translation>
    </message>
    <message>
        <source>Never mirror along x, whatever the chances say: left stays left. For hearts, markers, sides of a label.</source>
        <translation>Nie entlang x spiegeln, was die Wahrscheinlichkeiten auch sagen: links bleibt links. Für Herzen, Seitenmarken, Seiten einer Annotation.</translation>
    </message>
    <message>
        <source>The same along x (left and right) alone. Auto: as augment.flip.</source>
        <translation>Dasselbe nur entlang x (links und rechts). Automatisch: wie „Spiegelung“.</translation>
    </message>
    <message>
        <source>The same along y (front and back; up and down in pictures) alone. Auto: as augment.flip.</source>
        <translation>Dasselbe nur entlang y (vorn und hinten; in Bildern oben und unten). Automatisch: wie „Spiegelung“.</translation>
    </message>
    <message>
        <source>The same along z (head and feet) alone. Auto: as augment.flip.</source>
        <translation>Dasselbe nur entlang z (Kopf und Füße). Automatisch: wie „Spiegelung“.</translation>
    </message>
    <message>
        <source>Largest share of the patch that a random resized crop keeps.</source>
        <translation>Größter Anteil des Ausschnitts, den ein zufälliger Zuschnitt behält.</translation>
    </message>
    <message>
        <source>Chance that bright greys are inverted, so that shape counts more than grey. Only for pictures and X-rays.</source>
        <translation>Wahrscheinlichkeit, dass helle Grauwerte umgekehrt werden, damit die Form mehr zählt als der Grauwert. Nur für Fotos und Röntgenbilder.</translation>
    </message>
    <message>
        <source>Share of the grey range above which greys are inverted. Lower inverts more.</source>
        <translation>Anteil des Grauwertbereichs, oberhalb dessen umgekehrt wird. Niedriger kehrt mehr um.</translation>
    </message>
    <message>
        <source>The patch, from which nothing is learned</source>
        <translation>Der Ausschnitt, aus dem nichts gelernt wird</translation>
    </message>
    <message>
        <source>What comes back from the code</source>
        <translation>Was aus dem Code zurückkommt</translation>
    </message>
    <message>
        <source>What comes back from the code&apos;s mean</source>
        <translation>Was aus dem Mittel des Codes zurückkommt</translation>
    </message>
    <message>
        <source>A patch from a random code</source>
        <translation>Ein Ausschnitt aus einem zufälligen Code</translation>
    </message>
    <message>
        <source>The block that comes next</source>
        <translation>Der Block, der als nächster kommt</translation>
    </message>
    <message>
        <source>With the block that the network expects</source>
        <translation>Mit dem Block, den das Netz erwartet</translation>
    </message>
    <message>
        <source>What the network finds most alike in the batch</source>
        <translation>Was das Netz im Batch am ähnlichsten findet</translation>
    </message>
    <message>
        <source>The modality to restore</source>
        <translation>Die wiederherzustellende Modalität</translation>
    </message>
    <message>
        <source>Where the loss counts</source>
        <translation>Wo der Verlust zählt</translation>
    </message>
    <message>
        <source>The modality that makes the labels</source>
        <translation>Die Modalität, aus der die Klassen stammen</translation>
    </message>
    <message>
        <source>Its looks, sorted into classes</source>
        <translation>Ihr Aussehen, in Klassen sortiert</translation>
    </message>
    <message>
        <source>Classes that the network finds</source>
        <translation>Klassen, die das Netz findet</translation>
    </message>
    <message>
        <source>Drawn from noise alone</source>
        <translation>Allein aus Rauschen gezogen</translation>
    </message>
    <message>
        <source>What the student sees of the first view</source>
        <translation>Was der Schüler von der ersten Ansicht sieht</translation>
    </message>
    <message>
        <source>The copy that it is to be recognised in</source>
        <translation>Die Kopie, in der er wiederzuerkennen ist</translation>
    </message>
    <message>
        <source>A patch that is to lie far away</source>
        <translation>Ein Ausschnitt, der weit weg liegen soll</translation>
    </message>
    <message>
        <source>Drawn from the original&apos;s code</source>
        <translation>Aus dem Code des Originals gezogen</translation>
    </message>
    <message>
        <source>Drawn from a random code</source>
        <translation>Aus einem zufälligen Code gezogen</translation>
    </message>
    <message>
        <source>Pieces as the network gets them</source>
        <translation>Teile, wie das Netz sie bekommt</translation>
    </message>
    <message>
        <source>Pieces in their places</source>
        <translation>Teile an ihren Plätzen</translation>
    </message>
    <message>
        <source>Pieces where the network puts them</source>
        <translation>Teile, wohin das Netz sie legt</translation>
    </message>
    <message>
        <source>Nearest other patch, as the network sees it</source>
        <translation>Nächster anderer Ausschnitt, wie das Netz ihn sieht</translation>
    </message>
    <message>
        <source>Hidden tokens</source>
        <translation>Verborgene Token</translation>
    </message>
    <message>
        <source>Another image of the same key</source>
        <translation>Ein anderes Bild desselben Schlüssels</translation>
    </message>
    <message>
        <source>Second view: the key has no other image</source>
        <translation>Zweite Ansicht: Der Schlüssel hat kein anderes Bild</translation>
    </message>
    <message>
        <source>First view of the patch</source>
        <translation>Erste Ansicht des Ausschnitts</translation>
    </message>
    <message>
        <source>What the network sees of it</source>
        <translation>Was das Netz davon sieht</translation>
    </message>
    <message>
        <source>Second view, as the network sees it</source>
        <translation>Zweite Ansicht, wie das Netz sie sieht</translation>
    </message>
    <message>
        <source>A local view</source>
        <translation>Eine lokale Ansicht</translation>
    </message>
    <message>
        <source>What the network makes of the first view</source>
        <translation>Was das Netz aus der ersten Ansicht macht</translation>
    </message>
    <message>
        <source>Second view put back onto the first</source>
        <translation>Zweite Ansicht, auf die erste zurückgelegt</translation>
    </message>
    <message>
        <source>Where both views show the same place</source>
        <translation>Wo beide Ansichten dieselbe Stelle zeigen</translation>
    </message>
    <message>
        <source>The patch with other greys</source>
        <translation>Der Ausschnitt mit anderen Grauwerten</translation>
    </message>
    <message>
        <source>Regions that are told apart</source>
        <translation>Regionen, die unterschieden werden</translation>
    </message>
    <message>
        <source>The piece in the middle</source>
        <translation>Das Teil in der Mitte</translation>
    </message>
    <message>
        <source>The piece in question</source>
        <translation>Das gesuchte Teil</translation>
    </message>
    <message>
        <source>1: the middle, 2: where the piece comes from</source>
        <translation>1: die Mitte, 2: woher das Teil stammt</translation>
    </message>
    <message>
        <source>1: the middle, 2: where the network puts it</source>
        <translation>1: die Mitte, 2: wohin das Netz es legt</translation>
    </message>
    <message>
        <source>Turned back as the network says</source>
        <translation>Zurückgedreht, wie das Netz sagt</translation>
    </message>
    <message>
        <source>Cubes as the network gets them</source>
        <translation>Würfel, wie das Netz sie bekommt</translation>
    </message>
    <message>
        <source>Cubes in their places</source>
        <translation>Würfel an ihren Plätzen</translation>
    </message>
    <message>
        <source>Cubes as the network puts and turns them</source>
        <translation>Würfel, wie das Netz sie legt und dreht</translation>
    </message>
    <message>
        <source>A small view</source>
        <translation>Eine kleine Ansicht</translation>
    </message>
    <message>
        <source>How much each place of the first view is like its summary</source>
        <translation>Wie sehr jede Stelle der ersten Ansicht ihrer Zusammenfassung gleicht</translation>
    </message>
    <message>
        <source>Slices in the order shown</source>
        <translation>Schichten in der gezeigten Reihenfolge</translation>
    </message>
    <message>
        <source>From the feet to the head</source>
        <translation>Von den Füßen zum Kopf</translation>
    </message>
    <message>
        <source>From the feet to the head, as the network says</source>
        <translation>Von den Füßen zum Kopf, wie das Netz sagt</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Two crops</source>
        <translation>Zwei Teilbilder</translation>
    </message>
    <message>
        <source>Crops</source>
        <translation>Teilbilder</translation>
    </message>
    <message>
        <source>Slices from the feet up</source>
        <translation>Schichten von den Füßen aufwärts</translation>
    </message>
    <message>
        <source>Slice, and what the network says</source>
        <translation>Schicht, und was das Netz sagt</translation>
    </message>
    <message>
        <source>Two crops, and what the network says</source>
        <translation>Zwei Teilbilder, und was das Netz sagt</translation>
    </message>
    <message>
        <source>Crops, and what the network says</source>
        <translation>Teilbilder, und was das Netz sagt</translation>
    </message>
    <message>
        <source>Slices from the feet up, and what the network says</source>
        <translation>Schichten von den Füßen aufwärts, und was das Netz sagt</translation>
    </message>
    <message>
        <source>A small crop of it</source>
        <translation>Ein kleines Teilbild davon</translation>
    </message>
    <message>
        <source>A crop of it: where was it taken?</source>
        <translation>Ein Teilbild davon: Woher stammt es?</translation>
    </message>
    <message>
        <source>The base crop in which most of it lies</source>
        <translation>Das Basisteilbild, in dem das meiste davon liegt</translation>
    </message>
    <message>
        <source>The base crop that the network finds most alike</source>
        <translation>Das Basisteilbild, das das Netz am ähnlichsten findet</translation>
    </message>
    <message>
        <source>Patch that is laid over</source>
        <translation>Ausschnitt, der darübergelegt wird</translation>
    </message>
    <message>
        <source>Patch beneath</source>
        <translation>Ausschnitt darunter</translation>
    </message>
    <message>
        <source>How strongly it was laid over</source>
        <translation>Wie stark er darübergelegt wurde</translation>
    </message>
    <message>
        <source>How strongly the network thinks</source>
        <translation>Wie stark das Netz meint</translation>
    </message>
    <message>
        <source>The embeddings of all patches point almost the same way: the network has found an answer that fits any input.</source>
        <translation>Die Einbettungen aller Ausschnitte zeigen fast in dieselbe Richtung: Das Netz hat eine Antwort gefunden, die auf jede Eingabe passt.</translation>
    </message>
    <message>
        <source>The embeddings use fewer and fewer directions: half of what the best moment of this run had.</source>
        <translation>Die Einbettungen nutzen immer weniger Richtungen: halb so viele wie im besten Augenblick dieses Laufs.</translation>
    </message>
    <message>
        <source>The code tells nothing about the image: the pull towards the prior outweighs the reconstruction.</source>
        <translation>Der Code sagt nichts über das Bild: Der Zug zur A-priori-Verteilung überwiegt die Rekonstruktion.</translation>
    </message>
    <message>
        <source>The discriminator tells real from made images almost every time, so the generator learns nothing from it.</source>
        <translation>Der Diskriminator unterscheidet echte von erzeugten Bildern fast immer, also lernt der Generator nichts von ihm.</translation>
    </message>
    <message>
        <source>The generator makes nearly the same image from every code: a fifth of the variety it once had.</source>
        <translation>Der Generator macht aus jedem Code fast dasselbe Bild: ein Fünftel der Vielfalt, die er schon hatte.</translation>
    </message>
    <message>
        <source>More than half of the prototypes are never chosen: there are more of them than kinds of patches.</source>
        <translation>Mehr als die Hälfte der Prototypen wird nie gewählt: Es gibt mehr davon als Arten von Ausschnitten.</translation>
    </message>
    <message>
        <source>One prototype takes more than half of all patches: the clusters say little about the images.</source>
        <translation>Ein Prototyp nimmt mehr als die Hälfte aller Ausschnitte: Die Cluster sagen wenig über die Bilder.</translation>
    </message>
    <message>
        <source>The teacher gives every patch one and the same answer with full certainty: sharpening outweighs centring.</source>
        <translation>Der Lehrer gibt jedem Ausschnitt mit voller Gewissheit ein und dieselbe Antwort: Das Schärfen überwiegt das Zentrieren.</translation>
    </message>
    <message>
        <source>The teacher&apos;s answers are nearly uniform: there is nothing to learn from them, centring outweighs sharpening.</source>
        <translation>Die Antworten des Lehrers sind fast gleichverteilt: Aus ihnen ist nichts zu lernen, das Zentrieren überwiegt das Schärfen.</translation>
    </message>
    <message>
        <source>After a third of the run the loss is still that of one who guesses.</source>
        <translation>Nach einem Drittel des Laufs ist der Verlust noch der eines Ratenden.</translation>
    </message>
    <message>
        <source>A number has become infinite or undefined; most often the learning rate is too high.</source>
        <translation>Eine Zahl ist unendlich oder undefiniert geworden; meist ist die Lernrate zu hoch.</translation>
    </message>
    <message>
        <source>%1 numbers for %2 voxels</source>
        <translation>%1 Zahlen für %2 Voxel</translation>
    </message>
    <message>
        <source>block %1 of %2</source>
        <translation>Block %1 von %2</translation>
    </message>
    <message>
        <source>its own second view is number %1 of %2, similarity %3</source>
        <translation>die eigene zweite Ansicht ist Nummer %1 von %2, Ähnlichkeit %3</translation>
    </message>
    <message>
        <source>nothing is registered with this scan</source>
        <translation>mit dieser Aufnahme ist nichts registriert</translation>
    </message>
    <message>
        <source>%1 % of the voxels right</source>
        <translation>%1 % der Voxel richtig</translation>
    </message>
    <message>
        <source>the two views fall into clusters %1 and %2</source>
        <translation>die beiden Ansichten fallen in die Cluster %1 und %2</translation>
    </message>
    <message>
        <source>time %1 of %2</source>
        <translation>Zeit %1 von %2</translation>
    </message>
    <message>
        <source>%1 steps, averaged weights</source>
        <translation>%1 Schritte, gemittelte Gewichte</translation>
    </message>
    <message>
        <source>series %1 of %2</source>
        <translation>Serie %1 von %2</translation>
    </message>
    <message>
        <source>answered %1 (%2)</source>
        <translation>Antwort %1 (%2)</translation>
    </message>
    <message>
        <source>the critic believes it to %1 %</source>
        <translation>der Kritiker glaubt es zu %1 %</translation>
    </message>
    <message>
        <source>order %1 asked, %2 answered (%3): %4 of %5 pieces in place</source>
        <translation>Anordnung %1 gefragt, %2 geantwortet (%3): %4 von %5 Teilen am Platz</translation>
    </message>
    <message>
        <source>order %1 asked, %2 answered (%3)</source>
        <translation>Anordnung %1 gefragt, %2 geantwortet (%3)</translation>
    </message>
    <message>
        <source>%1 of %2 turns right</source>
        <translation>%1 von %2 Drehungen richtig</translation>
    </message>
    <message>
        <source>%1 of %2 masks right</source>
        <translation>%1 von %2 Masken richtig</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>Kosinus %1</translation>
    </message>
    <message>
        <source>with its own second view %1</source>
        <translation>mit der eigenen zweiten Ansicht %1</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>%1% in common</source>
        <translation>%1 % gemeinsam</translation>
    </message>
    <message>
        <source>part %1 of %2, counted from the feet</source>
        <translation>Teil %1 von %2, von den Füßen gezählt</translation>
    </message>
    <message>
        <source>asked %1, answered %2 (%3)</source>
        <translation>gefragt %1, geantwortet %2 (%3)</translation>
    </message>
    <message>
        <source>asked height %1, answered %2</source>
        <translation>gefragte Höhe %1, Antwort %2</translation>
    </message>
    <message>
        <source>asked 100 mm x %1, answered %2</source>
        <translation>gefragt 100 mm x %1, Antwort %2</translation>
    </message>
    <message>
        <source>asked offset along x, y, z %1, answered %2</source>
        <translation>gefragter Versatz entlang x, y, z %1, Antwort %2</translation>
    </message>
    <message>
        <source>asked distance %1, answered %2</source>
        <translation>gefragter Abstand %1, Antwort %2</translation>
    </message>
    <message>
        <source>asked distances from the first %1, answered %2</source>
        <translation>gefragte Abstände vom ersten %1, Antwort %2</translation>
    </message>
    <message>
        <source>heights in mm %1, answered scores %2</source>
        <translation>Höhen in mm %1, geantwortete Werte %2</translation>
    </message>
    <message>
        <source>asked height %1</source>
        <translation>gefragte Höhe %1</translation>
    </message>
    <message>
        <source>asked 100 mm x %1</source>
        <translation>gefragt 100 mm x %1</translation>
    </message>
    <message>
        <source>asked offset along x, y, z %1</source>
        <translation>gefragter Versatz entlang x, y, z %1</translation>
    </message>
    <message>
        <source>asked distance %1</source>
        <translation>gefragter Abstand %1</translation>
    </message>
    <message>
        <source>asked distances from the first %1</source>
        <translation>gefragte Abstände vom ersten %1</translation>
    </message>
    <message>
        <source>heights in mm %1</source>
        <translation>Höhen in mm %1</translation>
    </message>
    <message>
        <source>turned by %1</source>
        <translation>gedreht um %1</translation>
    </message>
    <message>
        <source>%1 about %2</source>
        <translation>%1 um %2</translation>
    </message>
    <message>
        <source>then %1</source>
        <translation>dann %1</translation>
    </message>
    <message>
        <source>left as it is</source>
        <translation>unverändert gelassen</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>invertiert</translation>
    </message>
    <message>
        <source>gamma %1</source>
        <translation>Gamma %1</translation>
    </message>
    <message>
        <source>contrast %1</source>
        <translation>Kontrast %1</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>anterior</source>
        <translation>vorn</translation>
    </message>
    <message>
        <source>posterior</source>
        <translation>hinten</translation>
    </message>
    <message>
        <source>below</source>
        <translation>unten</translation>
    </message>
    <message>
        <source>above</source>
        <translation>oben</translation>
    </message>
    <message>
        <source>the first is higher</source>
        <translation>die erste liegt höher</translation>
    </message>
    <message>
        <source>the second is higher</source>
        <translation>die zweite liegt höher</translation>
    </message>
    <message>
        <source>voxels shuffled</source>
        <translation>Voxel vertauscht</translation>
    </message>
    <message>
        <source>contrast bent</source>
        <translation>Kontrast verbogen</translation>
    </message>
    <message>
        <source>contrast bent and inverted</source>
        <translation>Kontrast verbogen und umgekehrt</translation>
    </message>
    <message>
        <source>boxes painted over</source>
        <translation>Kästen übermalt</translation>
    </message>
    <message>
        <source>surroundings painted over</source>
        <translation>Umgebung übermalt</translation>
    </message>
    <message>
        <source>blocks hidden</source>
        <translation>Blöcke verborgen</translation>
    </message>
    <message>
        <source>blur</source>
        <translation>Unschärfe</translation>
    </message>
    <message>
        <source>coarse grid</source>
        <translation>grobes Gitter</translation>
    </message>
    <message>
        <source>shuffled voxels</source>
        <translation>vertauschte Voxel</translation>
    </message>
    <message>
        <source>uneven brightness of the coil</source>
        <translation>ungleiche Helligkeit der Spule</translation>
    </message>
    <message>
        <source>motion ghost</source>
        <translation>Bewegungsgeist</translation>
    </message>
    <message>
        <source>Gibbs ringing</source>
        <translation>Gibbs-Artefakt</translation>
    </message>
    <message>
        <source>spike in k-space</source>
        <translation>Störpunkt im k-Raum</translation>
    </message>
    <message>
        <source>streaks of few views</source>
        <translation>Streifen zu weniger Projektionen</translation>
    </message>
    <message>
        <source>rings</source>
        <translation>Ringe</translation>
    </message>
    <message>
        <source>cupping</source>
        <translation>Cupping</translation>
    </message>
    <message>
        <source>speckle</source>
        <translation>Speckle</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>resolution in the plane divided by %1</source>
        <translation>Auflösung in der Ebene durch %1 geteilt</translation>
    </message>
    <message>
        <source>slices %1 times as thick</source>
        <translation>Schichten %1-mal so dick</translation>
    </message>
    <message>
        <source>each block in the original&apos;s brightness and contrast</source>
        <translation>jeder Block in Helligkeit und Kontrast des Originals</translation>
    </message>
    <message>
        <source>Student and teacher choose the same prototype for %1 of %2 samples</source>
        <translation>Schüler und Lehrer wählen für %1 von %2 Proben denselben Prototyp</translation>
    </message>
    <message>
        <source>the teacher uses %1 prototypes.</source>
        <translation>der Lehrer nutzt %1 Prototypen.</translation>
    </message>
    <message>
        <source>What keeps the teacher from one prototype for all: a running centre that is taken off, or Sinkhorn&apos;s iterations, which spread each batch over the prototypes and want many samples in it.</source>
        <translation>Was den Lehrer von einem Prototyp für alle abhält: ein laufendes Zentrum, das abgezogen wird, oder die Iterationen von Sinkhorn, die jeden Batch über die Prototypen verteilen und viele Proben darin brauchen.</translation>
    </message>
    <message>
        <source>Share of the samples that skip a block&apos;s work at each training step. Higher regularises deep networks in long runs (DINOv2: 0.3, fine-tuning of MAE: 0.1) and slows short ones.</source>
        <translation>Anteil der Proben, die in einem Trainingsschritt an einem Block vorbeigehen. Höher: regularisiert tiefe Netze in langen Läufen (DINOv2: 0,3, Feinabstimmung von MAE: 0,1) und bremst kurze.</translation>
    </message>
    <message>
        <source>What each block&apos;s work is multiplied by at first, learned from there. Small values steady large networks (DINOv2: 0.00001) and need long runs. 0: no such factors.</source>
        <translation>Womit der Beitrag jedes Blocks anfangs malgenommen wird; von dort an gelernt. Kleine Werte beruhigen große Netze (DINOv2: 0,00001) und brauchen lange Läufe. 0: keine solchen Faktoren.</translation>
    </message>
    <message>
        <source>Momentum of the teacher at the start; it rises to 1 by a cosine. Lower for short runs. Auto: the teacher remembers a thirtieth of the run: 0.9 up to 300 steps, 0.97 for 1,000, at most the paper&apos;s.</source>
        <translation>Momentum des Lehrers am Anfang; es steigt als Kosinus auf 1. Niedriger für kurze Läufe. Automatisch: Der Lehrer erinnert sich an ein Dreißigstel des Laufs: 0,9 bis 300 Schritte, 0,97 bei 1.000, höchstens der Wert der Veröffentlichung.</translation>
    </message>
    <message>
        <source>Normalisation of the features in front of the head. batch: each over the images of the pass, which takes away what all have in common; networks with instance norm need it. Auto: batch from four samples a batch on, else layer. none: as in the paper.</source>
        <translation>Normierung der Merkmale vor dem Kopf. batch: jedes über die Bilder eines Durchgangs; das nimmt weg, was alle gemeinsam haben, und Netze mit Instanznorm brauchen es. Automatisch: batch ab vier Proben je Batch, sonst layer. none: wie in der Veröffentlichung.</translation>
    </message>
    <message>
        <source>Base vision transformer with a convolutional decoder on four of its depths; wants a GPU</source>
        <translation>Mittlerer Vision Transformer (Base) mit einem Decoder aus Faltungen auf vier seiner Tiefen; will eine GPU</translation>
    </message>
    <message>
        <source>Attention in shifted windows on five resolutions with a convolutional decoder; wants a GPU</source>
        <translation>Aufmerksamkeit in verschobenen Fenstern auf fünf Auflösungen mit einem Decoder aus Faltungen; will eine GPU</translation>
    </message>
    <message>
        <source>U-Net of shifted-window attention alone, for images</source>
        <translation>U-Net allein aus Aufmerksamkeit in verschobenen Fenstern, für Bilder</translation>
    </message>
    <message>
        <source>Small transformer for volumes that segments with the lightest of decoders: good with masked pretraining</source>
        <translation>Kleiner Transformer für Volumen, der mit dem leichtesten Decoder segmentiert: gut nach maskiertem Vortraining</translation>
    </message>
    <message>
        <source>Base size of Primus, four times the small one; wants a GPU</source>
        <translation>Mittlere Größe (Base) von Primus, viermal der kleine; will eine GPU</translation>
    </message>
    <message>
        <source>Medium size of Primus, the authors&apos; choice; wants a large GPU</source>
        <translation>Größe M von Primus, die Wahl der Autoren; will eine große GPU</translation>
    </message>
    <message>
        <source>Largest Primus; wants a large GPU and a large collection</source>
        <translation>Größter Primus; will eine große GPU und eine große Sammlung</translation>
    </message>
    <message>
        <source>Keeps two resolutions in exchange and follows edges: for polyps, skin and other lesions in pictures</source>
        <translation>Hält je zwei Auflösungen im Austausch und folgt Kanten: für Polypen, Haut und andere Läsionen in Bildern</translation>
    </message>
    <message>
        <source>Forget what each block computes and compute it again for its gradient: much less memory, about a third more time, the same result.</source>
        <translation>Vergisst, was jeder Block berechnet, und berechnet es für seinen Gradienten noch einmal: viel weniger Speicher, etwa ein Drittel mehr Zeit, dasselbe Ergebnis.</translation>
    </message>
    <message>
        <source>Channels of the decoder at full resolution, doubled at each coarser one. Lower: faster and smaller.</source>
        <translation>Kanäle des Decoders in voller Auflösung, bei jeder gröberen verdoppelt. Weniger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Side of the windows within which tokens attend to each other. Larger sees further at once, at its square (2D) or cube (3D) the memory.</source>
        <translation>Kante der Fenster, in denen Token aufeinander achten. Größer sieht auf einmal weiter, mit ihrem Quadrat (2D) oder Kubus (3D) an Speicher.</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Transformer blocks of each stage, finest first. Every second one shifts its windows: use even numbers.</source>
        <translation>Transformer-Blöcke jeder Stufe, die feinste zuerst. Jeder zweite verschiebt seine Fenster: gerade Zahlen nehmen.</translation>
    </message>
    <message>
        <source>Attention heads in the blocks of each stage; they share its width.</source>
        <translation>Aufmerksamkeitsköpfe in den Blöcken jeder Stufe; sie teilen sich deren Breite.</translation>
    </message>
    <message>
        <source>Channels at full resolution, doubled at each coarser one; a multiple of the heads. Lower: faster and smaller.</source>
        <translation>Kanäle in voller Auflösung, bei jeder gröberen verdoppelt; ein Vielfaches der Köpfe. Weniger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Published: with two slips of the code that most published weights were trained with. Take it to use those; otherwise mended.</source>
        <translation>Veröffentlicht: mit zwei Versehen des Codes, mit dem die meisten veröffentlichten Gewichte trainiert wurden. Für diese nehmen; sonst berichtigt.</translation>
    </message>
    <message>
        <source>Width of the finest tokens, doubled at each coarser stage; a multiple of the heads. Lower: faster and smaller.</source>
        <translation>Breite der feinsten Token, bei jeder gröberen Stufe verdoppelt; ein Vielfaches der Köpfe. Weniger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Side of the block that becomes one token, a power of two. 16 is much faster and loses small structures.</source>
        <translation>Kante des Blocks, der ein Token wird, eine Zweierpotenz. 16 ist viel schneller und verliert kleine Strukturen.</translation>
    </message>
    <message>
        <source>Width of a token. Lower: faster and smaller; six times a multiple of heads.</source>
        <translation>Breite eines Tokens. Weniger: schneller und kleiner; das Sechsfache eines Vielfachen der Köpfe.</translation>
    </message>
    <message>
        <source>Side of the image whose positions are learned; for others they are interpolated.</source>
        <translation>Kante des Bildes, dessen Positionen gelernt werden; für andere werden sie interpoliert.</translation>
    </message>
    <message>
        <source>Share of the values that are left out between the levels of the encoder while training. Higher regularises more.</source>
        <translation>Anteil der Werte, die beim Training zwischen den Ebenen des Encoders ausgelassen werden. Mehr regularisiert stärker.</translation>
    </message>
    <message>
        <source>Published: with two slips of the authors&apos; code, for comparison with their results; otherwise mended.</source>
        <translation>Veröffentlicht: mit zwei Versehen des Codes der Autoren, zum Vergleich mit ihren Ergebnissen; sonst berichtigt.</translation>
    </message>
    <message>
        <source>nnU-Net with a residual encoder, three times the plain one: more accurate on larger collections</source>
        <translation>nnU-Net mit residualem Encoder, dreimal so groß wie das einfache: genauer bei größeren Sammlungen</translation>
    </message>
    <message>
        <source>The first U-Net, with batch norm: for comparisons with earlier work and its weights</source>
        <translation>Das erste U-Net, mit Batch-Norm: zum Vergleich mit früheren Arbeiten und deren Gewichten</translation>
    </message>
    <message>
        <source>U-Net with nested skips: few weights, much arithmetic, sharp outlines in 2D</source>
        <translation>U-Net mit verschachtelten Skip-Verbindungen: wenige Gewichte, viel Rechenarbeit, scharfe Konturen in 2D</translation>
    </message>
    <message>
        <source>U-Net whose skips are weighed by attention gates: for small organs in large images</source>
        <translation>U-Net, dessen Skip-Verbindungen durch Aufmerksamkeit gewichtet werden: für kleine Organe in großen Bildern</translation>
    </message>
    <message>
        <source>Residual network with kernels of 5: wide context a layer, slow on a CPU</source>
        <translation>Residuales Netz mit Kernen der Größe 5: viel Umgebung je Schicht, langsam auf einer CPU</translation>
    </message>
    <message>
        <source>Residual encoder and light decoder with group norm: works with batches of one</source>
        <translation>Residualer Encoder und leichter Decoder mit Gruppen-Norm: lernt auch mit Batches von einem Bild</translation>
    </message>
    <message>
        <source>U-Net of dense residual blocks with few weights: for small 2D collections</source>
        <translation>U-Net aus dichten residualen Blöcken mit wenigen Gewichten: für kleine 2D-Sammlungen</translation>
    </message>
    <message>
        <source>Residual network of bottlenecks: the usual backbone of published comparisons</source>
        <translation>Residuales Netz aus Engpass-Blöcken: das übliche Netz veröffentlichter Vergleiche</translation>
    </message>
    <message>
        <source>Densely connected network: few weights for its depth, much used for X-rays</source>
        <translation>Dicht verbundenes Netz: wenige Gewichte für seine Tiefe, viel für Röntgenbilder verwendet</translation>
    </message>
    <message>
        <source>Inception v3: for large 2D images (299 pixels) and comparisons with its many publications</source>
        <translation>Inception v3: für große 2D-Bilder (299 Pixel) und zum Vergleich mit den vielen Veröffentlichungen dazu</translation>
    </message>
    <message>
        <source>Multilayer perceptron on pixels: a yardstick for small pictures, no segmentation</source>
        <translation>Mehrschichtiges Perzeptron auf Pixeln: ein Maßstab für kleine Bilder, keine Segmentierung</translation>
    </message>
    <message>
        <source>Each slice through a 2D network, an LSTM over the slices: for thick slices and few cases</source>
        <translation>Jede Schicht durch ein 2D-Netz, ein LSTM über die Schichten: für dicke Schichten und wenige Fälle</translation>
    </message>
    <message>
        <source>Resolutions of the pyramid. Fewer: faster, sees less context. Auto: 5 in 2D, 4 in 3D, as published.</source>
        <translation>Auflösungen der Pyramide. Weniger: schneller, sieht weniger Umgebung. Automatisch: 5 in 2D, 4 in 3D, wie veröffentlicht.</translation>
    </message>
    <message>
        <source>Channels of the first convolution, doubled at each coarser stage. Lower: faster and smaller. Auto: 64 in 2D, 32 in 3D, as published.</source>
        <translation>Kanäle der ersten Faltung, auf jeder gröberen Stufe verdoppelt. Weniger: schneller und kleiner. Automatisch: 64 in 2D, 32 in 3D, wie veröffentlicht.</translation>
    </message>
    <message>
        <source>Resolutions of the pyramid, 5 as published. Fewer: faster, sees less context.</source>
        <translation>Auflösungen der Pyramide, veröffentlicht sind 5. Weniger: schneller, sieht weniger Umgebung.</translation>
    </message>
    <message>
        <source>Which published form. Classic: pooling, repeated voxels, as the first 2D networks. MONAI: strides and transposed convolutions. Auto: classic in 2D, MONAI in 3D.</source>
        <translation>Welche veröffentlichte Form. Klassisch: Pooling und wiederholte Voxel, wie die ersten 2D-Netze. MONAI: Faltungen mit Schrittweite und transponierte Faltungen. Automatisch: klassisch in 2D, MONAI in 3D.</translation>
    </message>
    <message>
        <source>Which published form. Classic: batch norm, interpolation upwards, up to 512 channels. MONAI: instance norm, transposed convolutions, up to 256. Auto: classic in 2D, MONAI in 3D.</source>
        <translation>Welche veröffentlichte Form. Klassisch: Batch-Norm, Interpolation aufwärts, bis zu 512 Kanäle. MONAI: Instanz-Norm, transponierte Faltungen, bis zu 256. Automatisch: klassisch in 2D, MONAI in 3D.</translation>
    </message>
    <message>
        <source>A loss on every nested decoder. On: steadier training, slower steps.</source>
        <translation>Ein Verlust an jedem verschachtelten Decoder. Ein: ruhigeres Training, langsamere Schritte.</translation>
    </message>
    <message>
        <source>Share of the channels that each training step leaves out in the two coarsest stages and of the skips. Higher regularises long runs on small collections (MONAI: 0.5) and slows short ones.</source>
        <translation>Anteil der Kanäle, den jeder Trainingsschritt in den beiden gröbsten Stufen und bei den Skip-Verbindungen auslässt. Mehr regularisiert lange Läufe mit kleinen Sammlungen (MONAI: 0,5) und bremst kurze.</translation>
    </message>
    <message>
        <source>Channels of the finest stage, a multiple of 8, doubled at each of the next three. 8 and 16 are quick on a CPU, 32 is published.</source>
        <translation>Kanäle der feinsten Stufe, ein Vielfaches von 8, auf jeder der nächsten drei verdoppelt. 8 und 16 sind auf einer CPU schnell, 32 ist veröffentlicht.</translation>
    </message>
    <message>
        <source>Channels of the first layer, doubled at each coarser stage. Lower: faster and smaller; 64 is sixteen times as large as 16.</source>
        <translation>Kanäle der ersten Schicht, auf jeder gröberen Stufe verdoppelt. Weniger: schneller und kleiner; 64 ist sechzehnmal so groß wie 16.</translation>
    </message>
    <message>
        <source>Channels of the first layer. Lower: faster and smaller.</source>
        <translation>Kanäle der ersten Schicht. Weniger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Channels that each layer adds to all before it. Lower: faster and smaller.</source>
        <translation>Kanäle, die jede Schicht allen früheren hinzufügt. Weniger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Channels of the first layer; all others grow and shrink with it. Lower: faster and smaller.</source>
        <translation>Kanäle der ersten Schicht; alle anderen wachsen und schrumpfen mit ihr. Weniger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Side of the image that the network sees; others are brought to it.</source>
        <translation>Seite des Bildes, das das Netz sieht; andere werden auf sie gebracht.</translation>
    </message>
    <message>
        <source>Width of the first hidden layer; the second has half of it.</source>
        <translation>Breite der ersten verborgenen Schicht; die zweite hat die Hälfte.</translation>
    </message>
    <message>
        <source>Width of the LSTM in each direction. Lower: faster and smaller.</source>
        <translation>Breite des LSTM in jeder Richtung. Weniger: schneller und kleiner.</translation>
    </message>
    <message>
        <source>Names the class of a volume, slice or picture: a diagnosis, several findings or a grade.</source>
        <translation>Nennt die Klasse eines Volumens, einer Schicht oder eines Bildes: eine Diagnose, mehrere Befunde oder einen Grad.</translation>
    </message>
    <message>
        <source>Column of the catalog whose classes are learnt. Auto: the only one there is, or one called class, label or diagnosis.</source>
        <translation>Spalte des Katalogs, deren Klassen gelernt werden. Automatisch: die einzige, die es gibt, oder eine namens class, label oder diagnosis.</translation>
    </message>
    <message>
        <source>One class a case; several, separated by | in the column; or grades that have an order.</source>
        <translation>Eine Klasse je Fall; mehrere, in der Spalte durch | getrennt; oder Grade, die eine Reihenfolge haben.</translation>
    </message>
    <message>
        <source>The classes in their order, separated by commas: grades from light to severe; of two classes the second is the one that is looked for. Auto: numbers by size, words by the alphabet.</source>
        <translation>Die Klassen in ihrer Reihenfolge, durch Kommas getrennt: Grade von leicht bis schwer; von zwei Klassen ist die zweite die gesuchte. Automatisch: Zahlen nach Größe, Wörter nach dem Alphabet.</translation>
    </message>
    <message>
        <source>Cross entropy; focal looks at the cases that are still wrong; class-balanced makes rare classes count more.</source>
        <translation>Kreuzentropie; fokal achtet auf die noch falschen Fälle; klassenausgeglichen lässt seltene Klassen mehr zählen.</translation>
    </message>
    <message>
        <source>Focal loss: how little cases that are answered well count. 0 is cross entropy.</source>
        <translation>Fokaler Verlust: wie wenig gut beantwortete Fälle zählen. 0 ist Kreuzentropie.</translation>
    </message>
    <message>
        <source>Class-balanced loss: 0 counts every case alike, towards 1 every class.</source>
        <translation>Klassenausgeglichener Verlust: 0 zählt jeden Fall gleich, gegen 1 jede Klasse.</translation>
    </message>
    <message>
        <source>Share of each label that is spread over all classes. Higher makes the network less certain.</source>
        <translation>Anteil jedes Labels, der auf alle Klassen verteilt wird. Höher macht das Netz weniger sicher.</translation>
    </message>
    <message>
        <source>Blends two cases and their labels; the share is drawn from Beta(a, a). 0 turns it off, higher blends more evenly.</source>
        <translation>Überblendet zwei Fälle und ihre Labels; der Anteil wird aus Beta(a, a) gezogen. 0 schaltet es aus, höher mischt gleichmäßiger.</translation>
    </message>
    <message>
        <source>Pastes a box of one case into another and mixes their labels. 0 turns it off.</source>
        <translation>Fügt einen Kasten des einen Falls in einen anderen ein und mischt ihre Labels. 0 schaltet es aus.</translation>
    </message>
    <message>
        <source>Chance that a pooled feature is left out in training. Higher learns by heart less.</source>
        <translation>Wahrscheinlichkeit, dass ein zusammengefasstes Merkmal im Training weggelassen wird. Höher lernt weniger auswendig.</translation>
    </message>
    <message>
        <source>How slices become one answer: all alike, or by a learnt attention to the telling ones. For volumes.</source>
        <translation>Wie aus Schichten eine Antwort wird: alle gleich, oder durch gelernte Aufmerksamkeit für die aussagekräftigen. Für Volumen.</translation>
    </message>
    <message>
        <source>Where noise is told. patch: trains the network. latent: in the codes of a trained autoencoder, much cheaper, to draw new patches; needs a parent run (--from) of vae or autoencoder on the same network, whose weights stay as they are and are what transfers.</source>
        <translation>Wo das Rauschen bestimmt wird. patch: trainiert das Netz. latent: in den Codes eines trainierten Autoencoders, viel billiger, um neue Ausschnitte zu ziehen; braucht einen Elternlauf (--from) von vae oder autoencoder mit demselben Netz, dessen Gewichte bleiben, wie sie sind, und weitergegeben werden.</translation>
    </message>
    <message>
        <source>space=latent: the method of the parent run.</source>
        <translation>space=latent: das Verfahren des Elternlaufs.</translation>
    </message>
    <message>
        <source>space=latent: numbers of a code at each position, as in the parent run. Auto: what the parent takes by itself with the same train.patch.</source>
        <translation>space=latent: Zahlen eines Codes an jeder Stelle, wie im Elternlauf. Automatisch: was der Elternlauf bei gleichem train.patch von selbst nimmt.</translation>
    </message>
    <message>
        <source>space=latent: width of the network that tells the noise in codes.</source>
        <translation>space=latent: Breite des Netzes, das in den Codes das Rauschen bestimmt.</translation>
    </message>
    <message>
        <source>Weight of a contrast between modalities: features of patches of one kind (CT, MR T1, …) attract, those of others repel. 0: none; the paper takes 0.03. Wants images of several modalities and batches that hold some of each.</source>
        <translation>Gewicht eines Kontrasts zwischen Modalitäten: Merkmale von Ausschnitten einer Art (CT, MR T1, …) ziehen einander an, die anderer stoßen ab. 0: keiner; die Arbeit nimmt 0,03. Braucht Bilder mehrerer Modalitäten und Stapel, die von jeder einige enthalten.</translation>
    </message>
    <message>
        <source>Of the contrast between modalities. Lower: the most alike count more.</source>
        <translation>Des Kontrasts zwischen Modalitäten. Niedriger: die ähnlichsten zählen mehr.</translation>
    </message>
    <message>
        <source>2D: colours of the palette. More is finer and slower to learn; for coloured images 512.</source>
        <translation>2D: Farben der Palette. Mehr ist feiner und lernt langsamer; für farbige Bilder 512.</translation>
    </message>
    <message>
        <source>2D: even bins span this much on either side of the mean; beyond it is cut off.</source>
        <translation>2D: So weit reichen gleiche Stufen zu beiden Seiten des Mittels; darüber hinaus wird abgeschnitten.</translation>
    </message>
    <message>
        <source>2D: where the colours come from. uniform: even bins of grey. kmeans: fitted to pixels of the first 16 steps, before which nothing is learned; finer where most values lie, and for coloured images.</source>
        <translation>2D: woher die Farben kommen. uniform: gleiche Stufen von Grau. kmeans: angepasst an Bildpunkte der ersten 16 Schritte, vor deren Ende nichts gelernt wird; feiner, wo die meisten Werte liegen, und für farbige Bilder.</translation>
    </message>
    <message>
        <source>2D on volumes: slices of a scan, evenly spaced, that are judged, and with attention learnt from, at once. More sees more and is slower.</source>
        <translation>2D auf Volumen: Schichten einer Aufnahme in gleichem Abstand, die zugleich beurteilt werden und von denen, mit Attention, zugleich gelernt wird. Mehr sieht mehr und ist langsamer.</translation>
    </message>
    <message>
        <source>Makes images better, or one from another: less noise, finer voxels, no artifacts, even greys, a missing modality.</source>
        <translation>Macht Bilder besser oder eines aus einem anderen: weniger Rauschen, feinere Voxel, keine Artefakte, gleichmäßige Grauwerte, eine fehlende Modalität.</translation>
    </message>
    <message>
        <source>Take noise away, find lost resolution, mend artifacts, make greys even, or make another registered image of the patient: PET from MR, soft tissue from a chest X-ray.</source>
        <translation>Rauschen entfernen, verlorene Auflösung finden, Artefakte beheben, Grauwerte angleichen oder ein anderes registriertes Bild des Patienten machen: PET aus MR, Weichgewebe aus einem Röntgenbild des Brustkorbs.</translation>
    </message>
    <message>
        <source>Super-resolution: how many times finer the result is. Higher: harder.</source>
        <translation>Superauflösung: wievielmal feiner das Ergebnis ist. Höher: schwerer.</translation>
    </message>
    <message>
        <source>Super-resolution: the axes along which it is found. Between slices: thick slices, 3D only.</source>
        <translation>Superauflösung: die Achsen, entlang derer sie gefunden wird. Zwischen Schichten: dicke Schichten, nur in 3D.</translation>
    </message>
    <message>
        <source>Denoising: deviation of the noise, in deviations of the image. Higher: harder.</source>
        <translation>Entrauschen: Streuung des Rauschens, in Streuungen des Bildes. Höher: schwerer.</translation>
    </message>
    <message>
        <source>Artifacts and uneven greys: 1 is what scanners do, 2 twice as much.</source>
        <translation>Artefakte und ungleiche Grauwerte: 1 ist, was Geräte tun, 2 doppelt so viel.</translation>
    </message>
    <message>
        <source>Synthesis: what the image is made from: a sequence, a modality or a column&apos;s value (T1, MR, CXR), or column=value. Both images of a patient need the same voxel grid.</source>
        <translation>Synthese: woraus das Bild gemacht wird: eine Sequenz, eine Modalität oder der Wert einer Spalte (T1, MR, CXR) oder Spalte=Wert. Beide Bilder eines Patienten brauchen dasselbe Voxelgitter.</translation>
    </message>
    <message>
        <source>Synthesis: what is made, told apart in the same way (FLAIR, PT, BS).</source>
        <translation>Synthese: was entsteht, ebenso benannt (FLAIR, PT, BS).</translation>
    </message>
    <message>
        <source>The network gives the difference to its input. Off: the whole image, for inputs of another look.</source>
        <translation>Das Netz gibt die Differenz zu seiner Eingabe. Aus: das ganze Bild, für Eingaben, die anders aussehen.</translation>
    </message>
    <message>
        <source>Weight of the absolute error.</source>
        <translation>Gewicht des absoluten Fehlers.</translation>
    </message>
    <message>
        <source>Weight of 1 - SSIM. Higher favours structure over greys.</source>
        <translation>Gewicht von 1 - SSIM. Höher bevorzugt Struktur vor Grauwerten.</translation>
    </message>
    <message>
        <source>Weight of the distance between features of the parent&apos;s encoder, kept as it was. Needs a pretrained run to start from; 0 turns it off.</source>
        <translation>Gewicht des Abstands zwischen Merkmalen des Encoders des Elternlaufs, wie er war. Braucht einen vortrainierten Lauf als Start; 0 schaltet es ab.</translation>
    </message>
    <message>
        <source>What is to be made</source>
        <translation>Was entstehen soll</translation>
    </message>
    <message>
        <source>Outlines every labelled structure, voxel by voxel, or regions that overlap.</source>
        <translation>Umreißt jede gelabelte Struktur, Voxel für Voxel, oder Regionen, die sich überlappen.</translation>
    </message>
    <message>
        <source>Weight of the overlap loss. Higher favours overlap of small structures.</source>
        <translation>Gewicht des Überlappungsverlusts. Höher begünstigt die Überlappung kleiner Strukturen.</translation>
    </message>
    <message>
        <source>Overlap and single voxels: Dice with cross entropy; focal looks at the voxels that are still wrong; Tversky weighs what is missed more than what is too much; focal Tversky favours hard structures.</source>
        <translation>Überlappung und einzelne Voxel: Dice mit Kreuzentropie; fokal achtet auf die Voxel, die noch falsch sind; Tversky gewichtet Fehlendes stärker als Überschüssiges; fokales Tversky begünstigt schwierige Strukturen.</translation>
    </message>
    <message>
        <source>Focal loss: how little voxels that are answered well count. 0 is cross entropy.</source>
        <translation>Fokaler Verlust: wie wenig gut beantwortete Voxel zählen. 0 ist die Kreuzentropie.</translation>
    </message>
    <message>
        <source>Tversky: weight of what is outlined too much.</source>
        <translation>Tversky: Gewicht dessen, was zu viel umrissen wird.</translation>
    </message>
    <message>
        <source>Tversky: weight of what is missed. Higher finds more of small lesions.</source>
        <translation>Tversky: Gewicht dessen, was fehlt. Höher findet mehr von kleinen Läsionen.</translation>
    </message>
    <message>
        <source>Weight at the end of the run of a loss that grows with a mistake&apos;s distance from the boundary; it rises from 0. 0 turns it off, 0.5 is usual.</source>
        <translation>Gewicht am Ende des Laufs für einen Verlust, der mit dem Abstand eines Fehlers von der Grenze wächst; es steigt von 0 an. 0 schaltet ihn ab, üblich ist 0,5.</translation>
    </message>
    <message>
        <source>Weights of the background and the labels in the voxel loss, separated by commas, such as 1,4,2; of regions one apiece. Empty: all alike.</source>
        <translation>Gewichte des Hintergrunds und der Labels im Voxelverlust, durch Kommas getrennt, etwa 1,4,2; bei Regionen je eines. Leer: alle gleich.</translation>
    </message>
    <message>
        <source>Structures that overlap, each a sum of labels, from large to small: whole=1+2+3, core=2+3. They are learnt instead of the labels and judged beside them. Empty: none.</source>
        <translation>Strukturen, die sich überlappen, jede eine Summe von Labels, von groß nach klein: ganz=1+2+3, kern=2+3. Sie werden statt der Labels gelernt und neben ihnen beurteilt. Leer: keine.</translation>
    </message>
    <message>
        <source>Keep the largest piece or fill holes of a label where that is better on the validation cases. They are predicted once more for it.</source>
        <translation>Das größte Stück eines Labels behalten oder seine Löcher füllen, wo das auf den Validierungsfällen besser ist. Sie werden dafür noch einmal vorhergesagt.</translation>
    </message>
    <message>
        <source>Normalised surface distance: what counts as the same surface when a run is judged.</source>
        <translation>Normalisierter Oberflächenabstand: was als dieselbe Oberfläche gilt, wenn ein Lauf beurteilt wird.</translation>
    </message>
    <message>
        <source>Weight of a critic that tells made from true patches: sharper images, which may show what is not there. 0 turns it off, 0.01 is usual.</source>
        <translation>Gewicht eines Kritikers, der gemachte von wahren Ausschnitten unterscheidet: schärfere Bilder, die zeigen können, was nicht da ist. 0 schaltet ihn ab, üblich ist 0,01.</translation>
    </message>
    <message>
        <source>Learns what makes cases of one class alike, so that similar ones can be found.</source>
        <translation>Lernt, was Fällen einer Klasse gemeinsam ist, damit sich ähnliche finden lassen.</translation>
    </message>
    <message>
        <source>Column of the catalog whose classes are to lie near each other. Auto: the only one there is, or one called class, label or diagnosis.</source>
        <translation>Spalte des Katalogs, deren Klassen beieinander liegen sollen. Automatisch: die einzige, die es gibt, oder eine namens class, label oder diagnosis.</translation>
    </message>
    <message>
        <source>Supervised contrastive compares each case with all others of the batch; triplet with the hardest two.</source>
        <translation>Überwacht kontrastiv vergleicht jeden Fall mit allen anderen des Batches, Triplett mit den zwei schwersten.</translation>
    </message>
    <message>
        <source>Supervised contrastive: lower looks at the nearest cases only.</source>
        <translation>Überwacht kontrastiv: niedriger achtet nur auf die nächsten Fälle.</translation>
    </message>
    <message>
        <source>Triplet: how much farther the nearest other class must be, in distances of at most 2. 0: a soft margin, which never stops pulling.</source>
        <translation>Triplett: wie viel weiter die nächste andere Klasse entfernt sein muss, bei Abständen bis 2. 0: ein weicher Rand, der nie aufhört zu ziehen.</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Length of an embedding. More tells finer differences apart.</source>
        <translation>Länge einer Einbettung. Mehr unterscheidet feiner.</translation>
    </message>
    <message>
        <source>Width of the head&apos;s middle layer. 0: one layer.</source>
        <translation>Breite der mittleren Schicht des Kopfs. 0: eine Schicht.</translation>
    </message>
    <message>
        <source>What a case is found by: the head&apos;s embedding, where its classes lie nearest, or the encoder&apos;s features, which keep more besides.</source>
        <translation>Wonach ein Fall gefunden wird: die Einbettung des Kopfs, in der seine Klassen am nächsten liegen, oder die Merkmale des Encoders, die sonst mehr behalten.</translation>
    </message>
    <message>
        <source>Of a file of weights to start from: whose names it uses. Auto finds out.</source>
        <translation>Bei einer Datei mit Gewichten als Anfang: wessen Namen sie verwendet. Auto findet es heraus.</translation>
    </message>
    <message>
        <source>How a first layer for images of other channels is taken over. Repeat and average answer to equal channels as before; zero takes the channels that are there and keeps new ones silent.</source>
        <translation>Wie eine erste Schicht für Bilder mit anderen Kanälen übernommen wird. Wiederholen und Mitteln antworten auf gleiche Kanäle wie zuvor; null nimmt die vorhandenen Kanäle und lässt neue stumm.</translation>
    </message>
    <message>
        <source>How a 2D network&apos;s kernels are taken over into 3D: spread evenly over the depth, or in the middle slice alone, which sees slice by slice at first.</source>
        <translation>Wie die Kerne eines 2D-Netzes nach 3D übernommen werden: gleichmäßig über die Tiefe verteilt oder allein in der mittleren Schicht, was zuerst Schicht für Schicht sieht.</translation>
    </message>
    <message>
        <source>What learns: everything; everything, early layers more slowly; the encoder block by block from its end; all but the encoder; the last layer alone. With fewer labels less should learn.</source>
        <translation>Was lernt: alles; alles, frühe Schichten langsamer; der Encoder Block für Block von seinem Ende her; alles außer dem Encoder; nur die letzte Schicht. Bei weniger Labels sollte weniger lernen.</translation>
    </message>
    <message>
        <source>Gradual thaw: share of the run after which the whole encoder learns. Later keeps pretrained features longer.</source>
        <translation>Schrittweises Auftauen: Anteil des Laufs, nach dem der ganze Encoder lernt. Später hält vortrainierte Merkmale länger.</translation>
    </message>
    <message>
        <source>Order of the numbers in convolutions. Auto: channels last where a three-step trial on this machine is a tenth quicker with it.</source>
        <translation>Ordnung der Zahlen in Faltungen. Auto: Kanäle zuletzt, wo ein Versuch mit drei Schritten auf diesem Rechner damit ein Zehntel schneller ist.</translation>
    </message>
    <message>
        <source>%1 values of feature maps a sample, as a patch of %2 has them: a processor takes seconds for such a step, whatever its memory</source>
        <translation>%1 Werte der Merkmalskarten je Beispiel, wie ein Ausschnitt von %2 sie hat: ein Prozessor braucht für einen solchen Schritt Sekunden, gleich wie viel Speicher er hat</translation>
    </message>
    <message>
        <source>%1 values of feature maps a sample, for %2 GB (nnU-Net: %3 for 8 GB)</source>
        <translation>%1 Werte der Merkmalskarten je Beispiel, für %2 GB (nnU-Net: %3 für 8 GB)</translation>
    </message>
    <message>
        <source>the median of %1 series, but along %2, which is over 3 times coarser than the other axes, the 10th percentile</source>
        <translation>der Median von %1 Serien, entlang %2, mehr als dreimal so grob wie die anderen Achsen, jedoch das 10. Perzentil</translation>
    </message>
    <message>
        <source>the median of %1 series</source>
        <translation>der Median von %1 Serien</translation>
    </message>
    <message>
        <source>no axis is over 3 times coarser than the others</source>
        <translation>keine Achse ist mehr als dreimal so grob wie die anderen</translation>
    </message>
    <message>
        <source>the median shape of %1 voxels fits, rounded up for the halvings</source>
        <translation>die mittlere Größe von %1 Voxeln passt, aufgerundet für die Halbierungen</translation>
    </message>
    <message>
        <source>as much of the median shape of %1 voxels as the budget holds</source>
        <translation>so viel von der mittleren Größe von %1 Voxeln, wie der Rahmen fasst</translation>
    </message>
    <message>
        <source>the smallest there is: 5% of the dataset&apos;s voxels are no more</source>
        <translation>das Kleinste, was es gibt: 5 % der Voxel des Datensatzes sind nicht mehr</translation>
    </message>
    <message>
        <source>the smallest there is: the budget holds no more</source>
        <translation>das Kleinste, was es gibt: der Rahmen fasst nicht mehr</translation>
    </message>
    <message>
        <source>at most 5% of the dataset&apos;s voxels in one batch</source>
        <translation>höchstens 5 % der Voxel des Datensatzes in einem Stapel</translation>
    </message>
    <message>
        <source>as many as the budget holds</source>
        <translation>so viele, wie der Rahmen fasst</translation>
    </message>
    <message>
        <source>an axis is halved while it keeps an edge of 4 and its spacing is within twice the finest</source>
        <translation>eine Achse wird halbiert, solange ihr eine Kante von 4 bleibt und ihr Abstand höchstens doppelt so grob ist wie der feinste</translation>
    </message>
    <message>
        <source>as given</source>
        <translation>wie angegeben</translation>
    </message>
    <message>
        <source>a head belongs to its own task</source>
        <translation>ein Kopf gehört zu seiner eigenen Aufgabe</translation>
    </message>
    <message>
        <source>this network has no tensor of this name</source>
        <translation>dieses Netz hat keinen Tensor dieses Namens</translation>
    </message>
    <message>
        <source>a head of the pretraining method</source>
        <translation>ein Kopf der Vortrainingsmethode</translation>
    </message>
    <message>
        <source>the parent has no tensor of this name</source>
        <translation>der Ausgangslauf hat keinen Tensor dieses Namens</translation>
    </message>
    <message>
        <source>the parent&apos;s shape is %1 instead of %2, and %3</source>
        <translation>die Form dort ist %1 statt %2, und %3</translation>
    </message>
    <message>
        <source>the parent&apos;s shape is %1 instead of %2</source>
        <translation>die Form dort ist %1 statt %2</translation>
    </message>
    <message>
        <source>patches of %1 resized to %2 by the pseudo-inverse (FlexiViT)</source>
        <translation>Ausschnitte von %1 mit der Pseudoinversen auf %2 gebracht (FlexiViT)</translation>
    </message>
    <message>
        <source>inflated to a depth of %1 (mean)</source>
        <translation>auf eine Tiefe von %1 gebracht (Mittel)</translation>
    </message>
    <message>
        <source>inflated to a depth of %1 (centre)</source>
        <translation>auf eine Tiefe von %1 gebracht (Mitte)</translation>
    </message>
    <message>
        <source>repeated over a depth of %1</source>
        <translation>über eine Tiefe von %1 wiederholt</translation>
    </message>
    <message>
        <source>a transposed convolution whose blocks overlap cannot be inflated</source>
        <translation>eine transponierte Faltung mit überlappenden Blöcken lässt sich nicht in die Tiefe bringen</translation>
    </message>
    <message>
        <source>%1 input channels made %2 (repeat)</source>
        <translation>aus %1 Eingangskanälen %2 gemacht (wiederholt)</translation>
    </message>
    <message>
        <source>%1 input channels made %2 (average)</source>
        <translation>aus %1 Eingangskanälen %2 gemacht (gemittelt)</translation>
    </message>
    <message>
        <source>%1 input channels made %2 (zero)</source>
        <translation>aus %1 Eingangskanälen %2 gemacht (null)</translation>
    </message>
    <message>
        <source>the grid of its positions is not known</source>
        <translation>das Gitter seiner Positionen ist nicht bekannt</translation>
    </message>
    <message>
        <source>positions of %1 interpolated to %2 (linear)</source>
        <translation>Positionen von %1 auf %2 interpoliert (linear)</translation>
    </message>
    <message>
        <source>the grid of its offsets is not known</source>
        <translation>das Gitter seiner Versätze ist nicht bekannt</translation>
    </message>
    <message>
        <source>offsets of %1 interpolated to %2 (linear)</source>
        <translation>Versätze von %1 auf %2 interpoliert (linear)</translation>
    </message>
    <message>
        <source>it stands beside the network, whose names begin with %1</source>
        <translation>er steht neben dem Netz, dessen Namen mit %1 beginnen</translation>
    </message>
    <message>
        <source>the layout carries it without need</source>
        <translation>die Anordnung führt ihn ohne Bedarf mit</translation>
    </message>
    <message>
        <source>another tensor stands for the same one</source>
        <translation>ein anderer Tensor steht für denselben</translation>
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
