using System.Security.Cryptography;
using System.Text;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.Access;

/// <summary>A personal link: to one body's assignments of one year, or to the items that a form asks about.</summary>
public abstract record Link(int Year, string Contact)
{
    /// <summary>Identifies the link in mail ids and the log: its target and its holder.</summary>
    public string Key => $"{Target}-{Contact}";

    /// <summary>
    /// Identifies the link in the address that a page's forms are posted to. A browser has one cookie per body: opening a colleague's link in it
    /// replaces the session, and what the earlier link's open pages then send must not be saved in the colleague's name.
    /// </summary>
    public string ShortHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Year}/{Target}/{Contact}")))[..12];

    /// <summary>The body or form that the link leads to. The two kinds can't collide, because a body's key contains no dot.</summary>
    internal abstract string Target { get; }

    internal string Row => $"{Target}~{Contact}";

    /// <summary>A link expires a month after the last meeting, because people may need to look at what was decided.</summary>
    public static DateTimeOffset ExpiryOf(YearPlan plan) => WorkingDays.EndOf(plan.Dates.Kf.Date.AddDays(30));
}

/// <summary>A contact's or colleague's link to a body's assignments.</summary>
public sealed record BodyLink(int Year, string Body, string Contact) : Link(Year, Contact)
{
    internal override string Target => Body;
}

/// <summary>An expert's link to every item of a form, across all bodies.</summary>
public sealed record ExpertLink(int Year, string Form, string Contact) : Link(Year, Contact)
{
    /// <summary>Part of a stored key, like the names of other rows.</summary>
    internal override string Target => $"sakkunniga.{Form}";
}
