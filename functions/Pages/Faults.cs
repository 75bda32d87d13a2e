namespace Arshjulet.Functions.Pages;

/// <summary>What was wrong in a form: field id → sentence, in the order found. Empty when nothing was.</summary>
public sealed class Faults
{
    private readonly List<(string Field, string Message)> _all = [];

    public IReadOnlyList<(string Field, string Message)> All => _all;

    public bool Any => _all.Count > 0;

    public void Add(string field, string message) => _all.Add((field, message));

    /// <summary>The first sentence about a field, or null.</summary>
    public string? Of(string field) => _all.FirstOrDefault(f => f.Field == field).Message;
}
