using System.Collections;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.Hosting;

internal sealed class LocalFunctionContext(FunctionEntry function, IServiceProvider services, CancellationToken cancellation) : FunctionContext
{
    private readonly InvocationFeatures _features = new();

    public FunctionEntry Function => function;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Name;

    public override TraceContext TraceContext { get; } = new LocalTraceContext(Activity.Current?.Id ?? "", Activity.Current?.TraceStateString ?? "");

    public override BindingContext BindingContext => new LocalBindingContext(BindingData);

    public Dictionary<string, object?> BindingData { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override RetryContext RetryContext => new LocalRetryContext(RetryCount, MaxRetryCount);

    public int RetryCount { get; init; }

    public int MaxRetryCount { get; init; }

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => _features;

    public override CancellationToken CancellationToken => cancellation;

    private sealed class InvocationFeatures : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> _features = [];

        public void Set<T>(T instance) => _features[typeof(T)] = instance!;

        public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class LocalTraceContext(string parent, string state) : TraceContext
    {
        public override string TraceParent => parent;

        public override string TraceState => state;
    }

    private sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class LocalRetryContext(int count, int max) : RetryContext
    {
        public override int RetryCount => count;

        public override int MaxRetryCount => max;
    }
}
