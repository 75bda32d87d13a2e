namespace Arshjulet.Functions.Pages;

/// <summary>The validation errors of a posted form: field id → message, in the order found.</summary>
public sealed class Faults
{
    private readonly List<(string Field, string Message)> _all = [];

    public IReadOnlyList<(string Field, string Message)> All => _all;

    public bool Any => _all.Count > 0;

    public void Add(string field, string message) => _all.Add((field, message));

    /// <summary>The first message about a field, or null.</summary>
    public string? MessageFor(string field) => _all.FirstOrDefault(f => f.Field == field).Message;
}
