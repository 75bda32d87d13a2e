using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Local.Mailbox;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>The running app with a clock that is moved by hand, whichever host runs it.</summary>
internal interface IYearSite : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>What has been sent.</summary>
    MailStore Mail { get; }

    DurableTaskClient Orchestrations { get; }

    /// <summary>Signs somebody in at the office as the secretary.</summary>
    Task SignInAsync(Browser browser);

    /// <summary>Moves the clock. What was due by then has happened when this completes.</summary>
    Task MoveToAsync(DateTimeOffset to);

    /// <summary>Completes when nothing is under way.</summary>
    Task RestAsync();
}
