namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks a parameter or return value as bound by the host.</summary>
[AttributeUsage(AttributeTargets.All)]
public abstract class BindingAttribute : Attribute
{
    public BindingAttribute()
    {
    }
}

/// <summary>A binding that starts the function.</summary>
public abstract class TriggerBindingAttribute : BindingAttribute
{
    public TriggerBindingAttribute()
    {
    }
}

/// <summary>A binding that brings a value in.</summary>
public abstract class InputBindingAttribute : BindingAttribute
{
    public InputBindingAttribute()
    {
    }
}

/// <summary>A binding that takes a value out.</summary>
public abstract class OutputBindingAttribute : BindingAttribute
{
    public OutputBindingAttribute()
    {
    }
}

/// <summary>Whether a trigger takes one item or a batch.</summary>
public enum Cardinality
{
    Many = 0,
    One = 1,
}

/// <summary>A trigger that can take one item or a batch.</summary>
public interface ISupportCardinality
{
    Cardinality Cardinality { get; set; }
}
