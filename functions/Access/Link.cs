using System.Security.Cryptography;
using System.Text;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.Access;

/// <summary>A person's secret way in: to one body's assignments of one year, or to what a form asks about one by one.</summary>
public abstract record Link(int Year, string Contact)
{
    /// <summary>Tells a link from all others, in mail ids and the log: what it leads to, and whose it is.</summary>
    public string Key => $"{To}-{Contact}";

    /// <summary>
    /// Tells one link from another in the address that a page's forms are sent to. A browser has one cookie for a body: whoever opens a colleague's
    /// link in it takes over from then on, and what the first one's open pages send must not be saved in the other's name.
    /// </summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Year}/{To}/{Contact}")))[..12];

    /// <summary>What it leads to. No two kinds of link share a name here: a body's key has no dot.</summary>
    internal abstract string To { get; }

    internal string Row => $"{To}~{Contact}";

    /// <summary>A link outlives the last meeting by a month: what is decided may have to be looked at.</summary>
    public static DateTimeOffset EndOf(YearPlan plan) => WorkingDays.EndOf(plan.Dates.Kf.Date.AddDays(30));
}

/// <summary>The way to a body's assignments, for one of its contacts or a colleague.</summary>
public sealed record BodyLink(int Year, string Body, string Contact) : Link(Year, Contact)
{
    internal override string To => Body;
}

/// <summary>An expert's way to every item of a form, whichever body it belongs to.</summary>
public sealed record ExpertLink(int Year, string Form, string Contact) : Link(Year, Contact)
{
    internal override string To => $"sakkunniga.{Form}";
}
