using Xunit;

namespace Arshjulet.Local.Tests.Conformance.Local;

public sealed class StartsOnLocal(LocalEngine engine) : StartTests(engine), IClassFixture<LocalEngine>;

public sealed class ControlOnLocal(LocalEngine engine) : ControlTests(engine), IClassFixture<LocalEngine>;

public sealed class ReadAndPurgeOnLocal(LocalEngine engine) : ReadAndPurgeTests(engine), IClassFixture<LocalEngine>;

public sealed class EventsOnLocal(LocalEngine engine) : EventTests(engine), IClassFixture<LocalEngine>;

public sealed class TimersOnLocal(LocalEngine engine) : TimerTests(engine), IClassFixture<LocalEngine>;

public sealed class RetriesOnLocal(LocalEngine engine) : RetryTests(engine), IClassFixture<LocalEngine>;

public sealed class FailuresOnLocal(LocalEngine engine) : FailureTests(engine), IClassFixture<LocalEngine>;

public sealed class SubOrchestrationsOnLocal(LocalEngine engine) : SubOrchestrationTests(engine), IClassFixture<LocalEngine>;

public sealed class ContinueAsNewOnLocal(LocalEngine engine) : ContinueAsNewTests(engine), IClassFixture<LocalEngine>;

public sealed class ReplayOnLocal(LocalEngine engine) : ReplayTests(engine), IClassFixture<LocalEngine>;

