<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>selvox::ui::CheckpointsTab</name>
    <message numerus="yes">
        <source>%n kept, %1</source>
        <translation>
            <numerusform>%n kept, %1</numerusform>
            <numerusform>%n kept, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::ComparePanel</name>
    <message numerus="yes">
        <source>Result, %n test case(s)</source>
        <translation>
            <numerusform>Result, %n test case</numerusform>
            <numerusform>Result, %n test cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) only one of them has are left out.</source>
        <translation>
            <numerusform>%n case only one of them has is left out.</numerusform>
            <numerusform>%n cases only one of them has are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::CurveDrawer</name>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n shown</numerusform>
            <numerusform>%n shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::DataBrowser</name>
    <message numerus="yes">
        <source>Take %n series out of the dataset</source>
        <translation>
            <numerusform>Take %n series out of the dataset</numerusform>
            <numerusform>Take %n series out of the dataset</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series taken out. The files stay where they are.</source>
        <translation>
            <numerusform>%n series taken out. The files stay where they are.</numerusform>
            <numerusform>%n series taken out. The files stay where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %n series…</source>
        <translation>
            <numerusform>Edit %n series…</numerusform>
            <numerusform>Edit %n series…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scans have findings: slices, labels, or far from what is usual.</source>
        <translation>
            <numerusform>%n scan has findings: slices, labels, or far from what is usual.</numerusform>
            <numerusform>%n scans have findings: slices, labels, or far from what is usual.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::DataTab</name>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n patient</numerusform>
            <numerusform>%n patients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::DetailsPane</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::EditDialog</name>
    <message numerus="yes">
        <source>Edit %n series</source>
        <translation>
            <numerusform>Edit %n series</numerusform>
            <numerusform>Edit %n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Untag %n series</source>
        <translation>
            <numerusform>Untag %n series</numerusform>
            <numerusform>Untag %n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag %n series</source>
        <translation>
            <numerusform>Tag %n series</numerusform>
            <numerusform>Tag %n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n series</source>
        <translation>
            <numerusform>Change %n series</numerusform>
            <numerusform>Change %n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series tagged %1</source>
        <translation>
            <numerusform>%n series tagged %1</numerusform>
            <numerusform>%n series tagged %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag %1 taken from %n series</source>
        <translation>
            <numerusform>Tag %1 taken from %n series</numerusform>
            <numerusform>Tag %1 taken from %n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series rated %1</source>
        <translation>
            <numerusform>%n series rated %1</numerusform>
            <numerusform>%n series rated %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n series changed</source>
        <translation>
            <numerusform>%1 of %n series changed</numerusform>
            <numerusform>%1 of %n series changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::EvaluationTab</name>
    <message numerus="yes">
        <source>%1, %n case(s)</source>
        <translation>
            <numerusform>%1, %n case</numerusform>
            <numerusform>%1, %n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::ExperimentsPage</name>
    <message numerus="yes">
        <source>%n judged patients were seen in training; the launch asks for a reason</source>
        <translation>
            <numerusform>%n judged patient was seen in training; the launch asks for a reason</numerusform>
            <numerusform>%n judged patients were seen in training; the launch asks for a reason</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>pre-flight: %n to correct</source>
        <translation>
            <numerusform>pre-flight: %n to correct</numerusform>
            <numerusform>pre-flight: %n to correct</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::ImportPage</name>
    <message numerus="yes">
        <source>%n entries were not imported. The originals are untouched.</source>
        <translation>
            <numerusform>%n entry was not imported. The originals are untouched.</numerusform>
            <numerusform>%n entries were not imported. The originals are untouched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series may show names or dates inside the picture: look at them before the dataset is passed on.</source>
        <translation>
            <numerusform>%n series may show names or dates inside the picture: look at it before the dataset is passed on.</numerusform>
            <numerusform>%n series may show names or dates inside the picture: look at them before the dataset is passed on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series show a head: a face can be drawn from them. Remove it (defacing) before the dataset is passed on.</source>
        <translation>
            <numerusform>%n series shows a head: a face can be drawn from it. Remove it (defacing) before the dataset is passed on.</numerusform>
            <numerusform>%n series show a head: a face can be drawn from them. Remove it (defacing) before the dataset is passed on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::JobTray</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n queued</numerusform>
            <numerusform>%n queued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::LeakDialog</name>
    <message numerus="yes">
        <source>%n judged patients are in this pretraining set</source>
        <translation>
            <numerusform>%n judged patient is in this pretraining set</numerusform>
            <numerusform>%n judged patients are in this pretraining set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n judged patients were seen in training</source>
        <translation>
            <numerusform>%n judged patient was seen in training</numerusform>
            <numerusform>%n judged patients were seen in training</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::LineChart</name>
    <message numerus="yes">
        <source>%n value(s) not finite, first at %1</source>
        <translation>
            <numerusform>%n value not finite, first at %1</numerusform>
            <numerusform>%n values not finite, first at %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) of 0 or less not on the log axis</source>
        <translation>
            <numerusform>%n value of 0 or less not on the log axis</numerusform>
            <numerusform>%n values of 0 or less not on the log axis</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::ManyDialog</name>
    <message numerus="yes">
        <source>Launch %n runs</source>
        <translation>
            <numerusform>Launch %n run</numerusform>
            <numerusform>Launch %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are there already and are kept.</source>
        <translation>
            <numerusform>%n of them is there already and is kept.</numerusform>
            <numerusform>%n of them are there already and are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folds</source>
        <translation>
            <numerusform>%n fold</numerusform>
            <numerusform>%n folds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n arms</source>
        <translation>
            <numerusform>%n arm</numerusform>
            <numerusform>%n arms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seeds</source>
        <translation>
            <numerusform>%n seed</numerusform>
            <numerusform>%n seeds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n pretrainings before them.</source>
        <translation>
            <numerusform>And %n pretraining before them.</numerusform>
            <numerusform>And %n pretrainings before them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n numbers of labels</source>
        <translation>
            <numerusform>%n number of labels</numerusform>
            <numerusform>%n numbers of labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trials</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::PacsDialog</name>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::PreflightPane</name>
    <message numerus="yes">
        <source>%n to correct first</source>
        <translation>
            <numerusform>%n to correct first</numerusform>
            <numerusform>%n to correct first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::QcPage</name>
    <message numerus="yes">
        <source>next %n cases ready</source>
        <translation>
            <numerusform>next case ready</numerusform>
            <numerusform>next %n cases ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::QcSide</name>
    <message numerus="yes">
        <source>%n flagged</source>
        <translation>
            <numerusform>%n flagged</numerusform>
            <numerusform>%n flagged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::QuarantineView</name>
    <message numerus="yes">
        <source>%n entries were not imported. The originals are untouched.</source>
        <translation>
            <numerusform>%n entry was not imported. The originals are untouched.</numerusform>
            <numerusform>%n entries were not imported. The originals are untouched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunActions</name>
    <message numerus="yes">
        <source>%n run(s) write a checkpoint and end. They can be resumed from there later.</source>
        <translation>
            <numerusform>%n run writes a checkpoint and ends. It can be resumed from there later.</numerusform>
            <numerusform>%n runs write a checkpoint and end. They can be resumed from there later.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s), %1</source>
        <translation>
            <numerusform>%n checkpoint, %1</numerusform>
            <numerusform>%n checkpoints, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunDetailPanel</name>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n label</numerusform>
            <numerusform>%n labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunTableModel</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::RunTablePanel</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n queued</numerusform>
            <numerusform>%n queued</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::ScatterPlot</name>
    <message numerus="yes">
        <source>Every case: %1 over %2, %n point(s)</source>
        <translation>
            <numerusform>Every case: %1 over %2, %n point</numerusform>
            <numerusform>Every case: %1 over %2, %n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::SchemaForm</name>
    <message numerus="yes">
        <source>&lt;b&gt;%n changed&lt;/b&gt; from &lt;i&gt;%1&lt;/i&gt;</source>
        <translation>
            <numerusform>&lt;b&gt;%n changed&lt;/b&gt; from &lt;i&gt;%1&lt;/i&gt;</numerusform>
            <numerusform>&lt;b&gt;%n changed&lt;/b&gt; from &lt;i&gt;%1&lt;/i&gt;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Advanced · %n changed</source>
        <translation>
            <numerusform>Advanced · %n changed</numerusform>
            <numerusform>Advanced · %n changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::SettingsTab</name>
    <message numerus="yes">
        <source>%1 settings, %n changed from the defaults</source>
        <translation>
            <numerusform>%1 settings, %n changed from the defaults</numerusform>
            <numerusform>%1 settings, %n changed from the defaults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::SimilarDialog</name>
    <message numerus="yes">
        <source>%n scan(s) came later and are not in this index.</source>
        <translation>
            <numerusform>%n scan came later and is not in this index.</numerusform>
            <numerusform>%n scans came later and are not in this index.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::StartPage</name>
    <message numerus="yes">
        <source>%n cores</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::StatusStrip</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n queued</numerusform>
            <numerusform>%n queued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>selvox::ui::ViewerPage</name>
    <message numerus="yes">
        <source>%1 split, %n cases</source>
        <translation>
            <numerusform>%1 split, %n case</numerusform>
            <numerusform>%1 split, %n cases</numerusform>
        </translation>
    </message>
</context>
</TS>
