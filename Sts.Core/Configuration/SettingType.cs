using System.ComponentModel;

namespace Sts.Core.Configuration;

/// <summary>What values a setting takes.</summary>
/// <param name="Type">The type, without its being nullable.</param>
/// <param name="AllowsEmpty">Whether an empty value means none.</param>
internal sealed record SettingType(Type Type, bool AllowsEmpty)
{
    /// <summary>The type of a setting, of an options class's property.</summary>
    public static SettingType Of(Type type) => new(Nullable.GetUnderlyingType(type) ?? type, !type.IsValueType || Nullable.GetUnderlyingType(type) is not null);

    /// <summary>In words that complete "must be …".</summary>
    public string Description => Type switch
    {
        _ when Type == typeof(bool) => "true or false",
        _ when Type == typeof(TimeSpan) => "a time such as 00:05:00, for five minutes",
        _ when Type == typeof(double) => "a number such as 1.5",
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(Type))}",
        { IsPrimitive: true } => "a whole number",
        _ => $"a {Type.Name}",
    };

    /// <summary>Whether a value can be read.</summary>
    public bool Accepts(string value)
    {
        if (value.Length == 0)
        {
            return AllowsEmpty;
        }

        // "300" would be read as 300 days, which nobody means who writes it.
        if (Type == typeof(TimeSpan) && long.TryParse(value, out var days) && days != 0)
        {
            return false;
        }

        try
        {
            _ = TypeDescriptor.GetConverter(Type).ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }
}
