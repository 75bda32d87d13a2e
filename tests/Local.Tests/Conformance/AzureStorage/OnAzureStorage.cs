using Xunit;

namespace Arshjulet.Local.Tests.Conformance.AzureStorage;

public sealed class StartsOnAzureStorage(AzureStorageEngine engine) : StartTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class ControlOnAzureStorage(AzureStorageEngine engine) : ControlTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class ReadAndPurgeOnAzureStorage(AzureStorageEngine engine) : ReadAndPurgeTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class EventsOnAzureStorage(AzureStorageEngine engine) : EventTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class TimersOnAzureStorage(AzureStorageEngineWithShortTimers engine) : TimerTests(engine), IClassFixture<AzureStorageEngineWithShortTimers>;

public sealed class RetriesOnAzureStorage(AzureStorageEngine engine) : RetryTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class FailuresOnAzureStorage(AzureStorageEngine engine) : FailureTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class SubOrchestrationsOnAzureStorage(AzureStorageEngine engine) : SubOrchestrationTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class ContinueAsNewOnAzureStorage(AzureStorageEngine engine) : ContinueAsNewTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class ReplayOnAzureStorage(AzureStorageEngine engine) : ReplayTests(engine), IClassFixture<AzureStorageEngine>;

public sealed class QuirksOnAzureStorage(AzureStorageEngine engine) : QuirkTests(engine), IClassFixture<AzureStorageEngine>;
