using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations;

/// <summary>An instance's status in the client's words and in the protocol's; the two enumerations share their numbers.</summary>
internal static class Statuses
{
    public static OrchestrationRuntimeStatus FromProtocol(OrchestrationStatus status) => (OrchestrationRuntimeStatus)status;

    public static OrchestrationStatus ToProtocol(OrchestrationRuntimeStatus status) => (OrchestrationStatus)status;
}
