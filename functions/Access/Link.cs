using System.Security.Cryptography;
using System.Text;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.Access;

/// <summary>The secret way to one body's assignments of one year, for one contact; or to what a form asks about one by one, for an expert.</summary>
public sealed record Link(int Year, string Body, string Contact)
{
    /// <summary>No body is called so: a key has no dot.</summary>
    private const string Experts = "sakkunniga.";

    /// <summary>An expert's link to every item of a form.</summary>
    public static Link OfExpert(int year, string form, string contact) => new(year, Experts + form, contact);

    /// <summary>The form that an expert's link leads to; null for a body's.</summary>
    public string? ExpertForm => Body.StartsWith(Experts, StringComparison.Ordinal) ? Body[Experts.Length..] : null;

    internal string Row => $"{Body}~{Contact}";

    /// <summary>
    /// Tells one link from another in the address that a page's forms are sent to. A browser has one cookie for a body: whoever opens a colleague's
    /// link in it takes over from then on, and what the first one's open pages send must not be saved in the other's name.
    /// </summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Year}/{Body}/{Contact}")))[..12];

    /// <summary>A link outlives the last meeting by a month: what is decided may have to be looked at.</summary>
    public static DateTimeOffset EndOf(YearPlan plan) => WorkingDays.EndOf(plan.Dates.Kf.Date.AddDays(30));
}
