"""The results section of a registered study: flow, baseline, outcomes and adverse events."""

from trialgraph.extract.record_analyses import analyses
from trialgraph.extract.record_tables import denominators, groups, measurements
from trialgraph.extract.record_terms import outcome
from trialgraph.extract.record_values import Figures, code, place, same, truth
from trialgraph.model.record import Block
from trialgraph.model.registry import (
    BaselineMeasure,
    BaselineTables,
    EventCount,
    EventGroup,
    EventTables,
    FlowCount,
    FlowPeriod,
    FlowStep,
    OutcomeMeasure,
    ParticipantFlow,
    RegisteredEvent,
    RegistryResults,
)
from trialgraph.terms.index import TermIndex

_EVENTS = (("seriousEvents", True), ("otherEvents", False), ("events", None))
"""The lists of a record; a page of lines has one list of events of either kind."""


class ResultTables:
    """Reads the result tables of one study.

    Attributes:
        figures: reads the numbers, and keeps what it could not read.
    """

    def __init__(self, study: Block, arms: dict[str, str], terms: TermIndex) -> None:
        self.figures = Figures()
        self._section = study.block("resultsSection")
        self._arms = arms
        self._terms = terms

    def read(self) -> RegistryResults | None:
        """Return all tables, ``None`` where the record has none."""
        section = self._section
        if not section:
            return None
        return RegistryResults(
            flow=self._flow(section.block("participantFlowModule")),
            baseline=self._baseline(section.block("baselineCharacteristicsModule")),
            outcomes=tuple(map(self._outcome, self.outcome_blocks)),
            events=self._events(section.block("adverseEventsModule")),
            limitations=section.words("moreInfoModule", "limitationsAndCaveats", "description"),
            span=place(section),
        )

    @property
    def outcome_blocks(self) -> tuple[Block, ...]:
        """Return the groups of fields of the outcomes, in the order of ``outcomes``."""
        return self._section.blocks("outcomeMeasuresModule", "outcomeMeasures")

    def _flow(self, module: Block) -> ParticipantFlow | None:
        if not module:
            return None
        return ParticipantFlow(
            recruitment=module.words("recruitmentDetails"),
            pre_assignment=module.words("preAssignmentDetails"),
            units=module.words("typeUnitsAnalyzed"),
            groups=groups(module, self._arms),
            periods=tuple(map(self._period, module.blocks("periods"))),
            span=place(module),
        )

    def _period(self, period: Block) -> FlowPeriod:
        reached = tuple(map(self._milestone, period.blocks("milestones")))
        left = tuple(map(self._withdrawal, period.blocks("dropWithdraws")))
        return FlowPeriod(
            title=period.words("title"), steps=reached + left, span=place(period, "title")
        )

    def _milestone(self, step: Block) -> FlowStep:
        return FlowStep(
            kind="milestone",
            name=step.words("type"),
            comment=step.words("comment"),
            counts=tuple(map(self._flow_count, step.blocks("achievements"))),
            span=place(step, "type"),
        )

    def _withdrawal(self, step: Block) -> FlowStep:
        return FlowStep(
            kind="withdrawal",
            name=step.words("type"),
            comment=step.words("comment"),
            counts=tuple(map(self._flow_count, step.blocks("reasons"))),
            span=place(step, "type"),
        )

    def _flow_count(self, count: Block) -> FlowCount:
        comment = count.words("comment")
        return FlowCount(
            group=count.words("groupId"),
            subjects=self.figures.value(count.leaf("numSubjects"), comment),
            units=self.figures.value(count.leaf("numUnits"), comment),
            comment=comment,
            span=place(count, "numSubjects", "numUnits", "groupId"),
        )

    def _baseline(self, module: Block) -> BaselineTables | None:
        if not module:
            return None
        return BaselineTables(
            population=module.words("populationDescription"),
            units_analysed=module.words("typeUnitsAnalyzed"),
            groups=groups(module, self._arms),
            denominators=denominators(module, self.figures),
            measures=tuple(map(self._measure, module.blocks("measures"))),
            span=place(module),
        )

    def _measure(self, measure: Block) -> BaselineMeasure:
        return BaselineMeasure(
            title=measure.words("title"),
            description=measure.words("description"),
            population=measure.words("populationDescription"),
            parameter=measure.words("paramType"),
            dispersion=measure.words("dispersionType"),
            unit=measure.words("unitOfMeasure"),
            units_analysed=measure.words("denomUnitsSelected"),
            calculate_percentage=truth(measure.leaf("calculatePct")),
            denominators=denominators(measure, self.figures),
            measurements=measurements(measure, self.figures),
            span=place(measure, "title"),
        )

    def _outcome(self, measure: Block) -> OutcomeMeasure:
        title = measure.words("title")
        units = measure.words("typeUnitsAnalyzed") or measure.words("denomUnitsSelected")
        return OutcomeMeasure(
            kind=code(measure.words("type")),
            title=title,
            description=measure.words("description"),
            population=measure.words("populationDescription"),
            status=measure.words("reportingStatus"),
            anticipated=measure.words("anticipatedPostingDate"),
            parameter=measure.words("paramType"),
            dispersion=measure.words("dispersionType"),
            unit=measure.words("unitOfMeasure"),
            time_frame=measure.words("timeFrame"),
            units_analysed=units,
            calculate_percentage=truth(measure.leaf("calculatePct")),
            end_point=outcome(self._terms, title).name,
            groups=groups(measure, self._arms),
            denominators=denominators(measure, self.figures),
            measurements=measurements(measure, self.figures),
            analyses=analyses(measure, self.figures),
            span=place(measure, "title"),
        )

    def _events(self, module: Block) -> EventTables | None:
        if not module:
            return None
        return EventTables(
            time_frame=module.words("timeFrame"),
            description=module.words("description"),
            threshold=module.words("frequencyThreshold"),
            groups=tuple(map(self._event_group, module.blocks("eventGroups"))),
            events=tuple(
                self._event(each, is_serious=is_serious)
                for name, is_serious in _EVENTS
                for each in module.blocks(name)
            ),
            span=place(module),
        )

    def _event_group(self, group: Block) -> EventGroup:
        count = self.figures.count
        return EventGroup(
            identifier=group.words("id"),
            title=group.words("title"),
            description=group.words("description"),
            arm=self._arms.get(same(group.words("title"))),
            deaths_affected=count(group.leaf("deathsNumAffected")),
            deaths_at_risk=count(group.leaf("deathsNumAtRisk")),
            serious_affected=count(group.leaf("seriousNumAffected")),
            serious_at_risk=count(group.leaf("seriousNumAtRisk")),
            other_affected=count(group.leaf("otherNumAffected")),
            other_at_risk=count(group.leaf("otherNumAtRisk")),
            span=place(group, "title", "id"),
        )

    def _event(self, event: Block, *, is_serious: bool | None) -> RegisteredEvent:
        return RegisteredEvent(
            term=event.words("term"),
            serious=is_serious,
            organ_system=event.words("organSystem"),
            vocabulary=event.words("sourceVocabulary"),
            assessment=event.words("assessmentType"),
            notes=event.words("notes"),
            counts=tuple(map(self._event_count, event.blocks("stats"))),
            span=place(event, "term"),
        )

    def _event_count(self, stat: Block) -> EventCount:
        count = self.figures.count
        affected = count(stat.leaf("numAffected"))
        return EventCount(
            group=stat.words("groupId"),
            affected=affected,
            at_risk=count(stat.leaf("numAtRisk")),
            events=count(stat.leaf("numEvents")),
            span=affected.span if affected else place(stat, "numEvents", "groupId"),
        )
