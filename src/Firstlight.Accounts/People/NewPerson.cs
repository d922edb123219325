using Firstlight.Core;
using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

/// <summary>A person who is not stored yet.</summary>
internal static class NewPerson
{
    /// <summary>From what <see cref="PersonRules"/> let pass. Hashes the password, the costly part.</summary>
    public static Person Of(
        UserManager<Person> people,
        IRandomSource random,
        DateTimeOffset now,
        Role role,
        string email,
        string password,
        string? name,
        OrganisationId? organisation = null
    )
    {
        var address = email.Trim();
        var person = new Person
        {
            Organisation = organisation ?? OrganisationId.Root,
            Role = role,
            Email = address,
            NormalizedEmail = people.NormalizeEmail(address),
            Name = name?.Trim() ?? address.Split('@')[0],
            CreatedAt = now,
            SecurityStamp = SecurityStamp.New(random),
        };
        person.PasswordHash = people.PasswordHasher.HashPassword(person, password);
        return person;
    }
}
